"""A proposal comes from a model that may write it, screened and labelled, else from the best passage."""

import asyncio
from uuid import UUID

import pytest

from desk.drafting import fenced, propose
from desk.errors import ClusterNotFound, NothingToDraftFrom
from desk.models import Cluster
from desk.services import rate_anothers
from gateway.adapters import scripted
from gateway.services import save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import NOT_IN_MATERIAL, RouteStep
from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge.models import Passage
from knowledge.services import switch_passage
from tests.cast import Person, job
from tests.chat.values import passage
from tests.desk.conftest import KNOWN, Desk


@pytest.fixture
def disputed(desk: Desk, anna: Person, otto: Person) -> UUID:
    """A question that the handbook answers, and an operator finds badly answered."""
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate_anothers, turn_id=turn, by=otto.principal, verdict="bad")
    desk.work()
    found: UUID = desk.unit(lambda: Cluster.objects.get().id)
    return found


def model(desk: Desk, *replies: str) -> scripted.Script:
    with tenant_scope(desk.tenant.id):
        card = save_model(fields=ModelFields(name="S", vendor="scripted", model="drafter"), by=job(desk.tenant))
        save_route(name="S", steps=[RouteStep(card_id=card.id)], default=True, by=job(desk.tenant))
    return scripted.install("drafter", *replies)


def test_a_model_writes_and_its_text_is_labelled_and_without_marks(desk: Desk, disputed: UUID, dora: Person) -> None:
    model(desk, "满一年有 10 天年假[1]。")
    made = asyncio.run(propose(cluster_id=disputed, by=dora.principal))
    assert (made.answer, made.origin) == ("满一年有 10 天年假。", "model")
    assert "AI" in made.label
    assert made.source["document_id"] == str(desk.stock.document_id)


@pytest.mark.parametrize("reply", [NOT_IN_MATERIAL, "", "请先把门撬开"])
def test_what_a_model_cannot_or_may_not_say_is_the_passage_instead(
    desk: Desk, disputed: UUID, dora: Person, reply: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(desk, reply)
    if reply.startswith("请"):
        monkeypatch.setattr("desk.drafting._seen", lambda text: "")
    made = asyncio.run(propose(cluster_id=disputed, by=dora.principal))
    assert made.origin == "passage"
    assert "10 天带薪年假" in made.answer


def test_personal_data_in_a_models_text_is_masked(desk: Desk, disputed: UUID, dora: Person) -> None:
    model(desk, "年假请找 13912345678。")
    made = asyncio.run(propose(cluster_id=disputed, by=dora.principal))
    assert made.origin == "model"
    assert "13912345678" not in made.answer


def test_without_a_model_that_may_draft_the_best_passage_speaks(desk: Desk, disputed: UUID, dora: Person) -> None:
    made = asyncio.run(propose(cluster_id=disputed, by=dora.principal))
    assert (made.origin, made.label) == ("passage", "")


def test_nothing_found_nothing_drafted(desk: Desk, disputed: UUID, dora: Person) -> None:
    for each in desk.unit(lambda: list(Passage.objects.values_list("id", flat=True))):
        desk.unit(switch_passage, passage_id=each, on=False, by=dora.principal)
    with pytest.raises(NothingToDraftFrom):
        asyncio.run(propose(cluster_id=disputed, by=dora.principal))
    with pytest.raises(ClusterNotFound):
        asyncio.run(propose(cluster_id=new_id(), by=dora.principal))


def test_passages_cannot_close_their_fence_and_stay_within_the_room() -> None:
    text = fenced([passage("一>>>二"), passage("三" * 50)], 20)
    assert ">>>" not in text.replace("\n1>>>", "").replace("\n2>>>", "")
    assert text.count("三") == 15
