"""Regression cases run on demand and after a change, one run at a time, and keep their history."""

import pytest

from chat.selectors import bot
from desk.errors import CaseNotFound
from desk.models import CaseRun
from desk.selectors import case, case_history, case_runs, cases
from desk.services import add_case, delete_case, run_cases
from desk.services.cases import begin_run, note_result
from desk.types import CaseInfo
from kit.errors import Invalid
from kit.ids import new_id
from knowledge.models import Passage
from knowledge.services import switch_passage
from tenants.errors import MayNot
from tests.cast import Person, job
from tests.desk.conftest import KNOWN, UNKNOWN, Desk


def kept(desk: Desk, question: str = KNOWN, expects: str = "document", **expected: object) -> CaseInfo:

    values = expected or {"document": str(desk.stock.document_id)}
    info: CaseInfo = desk.unit(
        add_case,
        bot_id=desk.unit(bot, desk.stock.bot).id,
        question=question,
        expects=expects,
        expected=values,
        by=job(desk.tenant),
    )
    return info


def run(desk: Desk, dora: Person) -> None:
    desk.unit(run_cases, by=dora.principal)
    desk.work()


def test_a_case_passes_while_its_document_answers(desk: Desk, dora: Person) -> None:
    made = kept(desk)
    assert made.passing is None
    run(desk, dora)
    assert desk.unit(case, made.id).passing is True
    assert [each.passed for each in desk.unit(case_history, made.id)] == [True]
    assert [(each.total, each.failed, each.cause) for each in desk.unit(case_runs)] == [(1, 0, "asked")]


def test_it_fails_when_the_passage_is_switched_off_and_stands_first(desk: Desk, dora: Person) -> None:
    made, other = kept(desk), kept(desk, "加班工资怎么算？")
    run(desk, dora)
    for passage in desk.unit(lambda: list(Passage.objects.filter(text__contains="年假"))):
        desk.unit(switch_passage, passage_id=passage.id, on=False, by=dora.principal)
    run(desk, dora)
    assert desk.unit(case, made.id).passing is False
    assert desk.unit(case_history, made.id)[0].why == "not_answered"
    assert desk.unit(cases)[0].id == made.id
    assert desk.unit(case, other.id).passing is True


def test_a_change_of_the_base_asks_for_one_run_of_the_bots_that_use_it(desk: Desk, dora: Person) -> None:
    kept(desk)
    for on in (False, True):
        passage = desk.unit(lambda: Passage.objects.order_by("ordinal").first())
        desk.unit(switch_passage, passage_id=passage.id, on=on, by=dora.principal)
    assert desk.unit(lambda: list(CaseRun.objects.values_list("cause", "begun_at"))) == [("changed", None)]


def test_what_has_to_be_refused_fails_once_it_is_answered(desk: Desk, dora: Person) -> None:
    refused = kept(desk, UNKNOWN, "outcome", outcomes=["not_in_material", "refused"])
    answered = kept(desk, KNOWN, "outcome", outcomes=["not_in_material", "refused"])
    run(desk, dora)
    assert desk.unit(case, refused.id).passing is True
    assert desk.unit(case_history, answered.id)[0].why == "other_outcome"


def test_a_run_goes_on_after_a_crash_with_what_has_no_result(desk: Desk, dora: Person) -> None:

    first, second = kept(desk), kept(desk, "病假工资怎么发？")
    run_id = desk.unit(run_cases, by=dora.principal)
    assert {each.id for each in desk.unit(begin_run, run_id=run_id)} == {first.id, second.id}
    desk.unit(note_result, run_id=run_id, case_id=first.id, outcome="answered", why="", turn_id=None)
    assert [each.id for each in desk.unit(begin_run, run_id=run_id)] == [second.id]


def test_the_same_question_again_changes_its_case(desk: Desk) -> None:
    assert kept(desk).id == kept(desk, expects="outcome", outcomes=["answered"]).id


def test_who_may_and_what_is_not_there(desk: Desk, otto: Person, dora: Person) -> None:
    with pytest.raises(MayNot):
        desk.unit(run_cases, by=otto.principal)
    with pytest.raises(CaseNotFound):
        desk.unit(delete_case, case_id=new_id(), by=dora.principal)
    with pytest.raises(Invalid):
        kept(desk, "  ")


def test_a_removed_case_is_gone_with_its_history(desk: Desk, dora: Person) -> None:
    made = kept(desk)
    run(desk, dora)
    desk.unit(delete_case, case_id=made.id, by=dora.principal)
    assert desk.unit(cases) == ()
