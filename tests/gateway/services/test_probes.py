"""A probe is begun by a person, told step by step, and decides whether routes use the card."""

from dataclasses import replace
from uuid import UUID

import pytest

from gateway.errors import NoSuchModel
from gateway.probing import STEPS, Findings
from gateway.selectors import card, probe
from gateway.services import note_step, probe_model, save_model
from gateway.services.models import ModelFields
from gateway.services.probes import PROBE, finish_probe
from gateway.types import Capabilities, ProbeStep
from kit.ids import new_id
from kit.models import OutboxItem
from tenants.errors import MayNot
from tenants.types import Principal


@pytest.fixture
def card_id(in_acorn: UUID, anna: Principal) -> UUID:
    return save_model(
        fields=ModelFields(name="x", vendor="vllm", model="m", base_url="https://93.184.216.34/v1"), by=anna
    ).id


def test_nothing_was_probed_at_first(card_id: UUID) -> None:
    assert probe(card_id) is None


def test_a_probe_is_promised_and_seen_waiting(card_id: UUID, anna: Principal) -> None:
    report = probe_model(card_id=card_id, by=anna)
    assert probe(card_id) == report
    assert [step.outcome for step in report.steps] == ["waiting"] * len(STEPS)
    assert [item.kind for item in OutboxItem.objects.all()] == [PROBE]


def test_each_step_is_seen_as_it_ends(card_id: UUID, anna: Principal) -> None:
    probe_model(card_id=card_id, by=anna)
    note_step(card_id=card_id, step=ProbeStep(name="reachable", outcome="yes", ms=12))
    seen = probe(card_id)
    assert seen is not None
    assert [step.outcome for step in seen.steps] == ["yes"] + ["waiting"] * (len(STEPS) - 1)
    assert not seen.done


def test_a_good_probe_makes_the_card_ready(card_id: UUID, anna: Principal) -> None:
    probe_model(card_id=card_id, by=anna)
    finish_probe(
        card_id=card_id, findings=Findings(capabilities=Capabilities(tools=True), context_tokens=4096), by="member:x"
    )
    held, seen = card(card_id), probe(card_id)
    assert (held.state, held.capabilities.tools, held.context_tokens, held.problem) == ("ready", True, 4096, "")
    assert seen is not None
    assert seen.done


def test_a_bad_probe_makes_the_card_broken_with_its_reason(card_id: UUID, anna: Principal) -> None:
    finish_probe(card_id=card_id, findings=Findings(problem="key_refused"), by="member:x")
    assert (card(card_id).state, card(card_id).problem) == ("broken", "key_refused")


def test_a_card_that_is_gone_is_not_probed(in_acorn: UUID, anna: Principal) -> None:
    with pytest.raises(NoSuchModel):
        probe_model(card_id=new_id(), by=anna)


def test_who_may_not_write_models_begins_no_probe(card_id: UUID, anna: Principal) -> None:
    with pytest.raises(MayNot):
        probe_model(card_id=card_id, by=replace(anna, roles=frozenset({"auditor"})))
