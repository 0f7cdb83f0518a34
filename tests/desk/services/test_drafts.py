"""A drafted answer waits for another person; approved it becomes a pair, a passage and a regression case."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from chat.turn import Outcome
from desk.errors import ClusterNotFound, DraftDecided, DraftInvalid, DraftNotFound, OwnDraft
from desk.models import Case, Draft
from desk.selectors import cluster
from desk.services import approve_draft, return_draft, save_draft
from desk.types import DraftInfo
from kit.ids import new_id
from knowledge.selectors import pair
from tenants.errors import MayNot
from tenants.services import suspend_member
from tests.cast import Person, job
from tests.desk.conftest import UNKNOWN, Desk

ANSWER = "食堂周五供应面食和饺子。"


def saved(desk: Desk, found: UUID, by: Person, **values: Any) -> DraftInfo:
    usual: dict[str, Any] = {"questions": [UNKNOWN], "answer": ANSWER, "base_id": desk.stock.base_id}
    info: DraftInfo = desk.unit(save_draft, cluster_id=found, by=by.principal, **(usual | values))
    return info


def test_approved_it_answers_everybody_directly_with_its_source(
    desk: Desk, anna: Person, ben: Person, dora: Person
) -> None:
    found = desk.missed(anna, ben)
    draft = saved(desk, found, dora)
    assert desk.unit(cluster, found).state == "waiting"
    approved = desk.unit(approve_draft, draft_id=draft.id, by=anna.principal)
    desk.work()
    held = desk.unit(pair, approved.pair_id, principal=job(desk.tenant))
    assert (held.state, held.live, held.answer) == ("approved", True, ANSWER)
    _, closed = desk.ask(ben, UNKNOWN)
    assert closed.outcome is Outcome.DIRECT
    assert "面食和饺子" in closed.answer
    assert closed.citations[0].document_id == held.document_id
    case = desk.unit(Case.objects.get)
    assert (case.expects, case.expected["pair"], case.cluster_id) == ("pair", str(held.id), found)
    assert desk.unit(cluster, found).state == "answered"


def test_a_draft_is_found_by_nobody(desk: Desk, anna: Person, dora: Person) -> None:
    saved(desk, desk.missed(anna, anna), dora)
    desk.work()
    _, closed = desk.ask(anna, UNKNOWN)
    assert closed.outcome is Outcome.NOT_IN_MATERIAL


def test_its_author_does_not_approve_it_while_others_could(desk: Desk, anna: Person, dora: Person) -> None:
    draft = saved(desk, desk.missed(anna, anna), dora)
    with pytest.raises(OwnDraft):
        desk.unit(approve_draft, draft_id=draft.id, by=dora.principal)


def test_the_only_editor_approves_his_own_and_that_is_on_record(desk: Desk, anna: Person, dora: Person) -> None:
    draft = saved(desk, desk.missed(anna, anna), anna)
    desk.unit(suspend_member, member_id=dora.principal.id, by=job(desk.tenant))
    assert desk.unit(approve_draft, draft_id=draft.id, by=anna.principal).state == "approved"


def test_a_key_never_approves_what_it_wrote(desk: Desk, anna: Person) -> None:
    found = desk.missed(anna, anna)
    key = replace(job(desk.tenant), kind="key")
    draft = desk.unit(
        save_draft, cluster_id=found, questions=[UNKNOWN], answer=ANSWER, base_id=desk.stock.base_id, by=key
    )
    with pytest.raises(OwnDraft):
        desk.unit(approve_draft, draft_id=draft.id, by=key)


def test_a_draft_is_decided_once(desk: Desk, anna: Person, dora: Person) -> None:
    draft = saved(desk, desk.missed(anna, anna), dora)
    desk.unit(return_draft, draft_id=draft.id, by=anna.principal, note="太短")
    with pytest.raises(DraftDecided):
        desk.unit(approve_draft, draft_id=draft.id, by=anna.principal)
    assert desk.unit(lambda: Draft.objects.get().note) == "太短"


def test_a_new_draft_takes_the_place_of_the_one_that_waited(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    first = saved(desk, found, dora)
    saved(desk, found, anna)
    assert desk.unit(lambda: Draft.objects.get(id=first.id).state) == "returned"


@pytest.mark.parametrize(
    "values",
    [
        {"questions": []},
        {"questions": ["  "]},
        {"questions": ["问"] * 2 + [str(n) for n in range(21)]},
        {"answer": " "},
    ],
)
def test_half_a_draft_is_refused(desk: Desk, anna: Person, dora: Person, values: dict[str, Any]) -> None:
    found = desk.missed(anna, anna)
    with pytest.raises(DraftInvalid):
        saved(desk, found, dora, **values)


def test_an_answer_goes_into_a_base_of_the_bot(desk: Desk, anna: Person, dora: Person) -> None:
    with pytest.raises(DraftInvalid):
        saved(desk, desk.missed(anna, anna), dora, base_id=new_id())


def test_who_may_not_write_knowledge_neither_saves_nor_approves(
    desk: Desk, anna: Person, dora: Person, otto: Person
) -> None:
    found = desk.missed(anna, anna)
    with pytest.raises(MayNot):
        saved(desk, found, otto)
    draft = saved(desk, found, dora)
    with pytest.raises(MayNot):
        desk.unit(approve_draft, draft_id=draft.id, by=otto.principal)


def test_what_is_not_there_is_said(desk: Desk, dora: Person) -> None:
    with pytest.raises(ClusterNotFound):
        saved(desk, new_id(), dora)
    with pytest.raises(DraftNotFound):
        desk.unit(approve_draft, draft_id=new_id(), by=dora.principal)
