"""A question is asked again through the whole pipeline; what comes out is held against what a case expects."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from chat.selectors import all_conversations, turn_record
from chat.turn import Citation, Closed, Failure, Outcome
from desk.models import Draft
from desk.trials import desk as by_desk
from desk.trials import failing, try_again
from kit.ids import new_id
from knowledge.errors import BaseNotFound
from labels.types import Label
from tests.cast import Person
from tests.desk.conftest import UNKNOWN, Desk


def test_the_unsaved_answer_is_met_and_nothing_is_kept_of_it(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    trial = asyncio.run(
        try_again(
            cluster_id=found,
            questions=[UNKNOWN],
            answer="食堂周五供应面食和饺子。",
            base_id=desk.stock.base_id,
            by=dora.principal,
        )
    )
    assert trial.closed.outcome is Outcome.DIRECT
    assert "面食和饺子" in trial.closed.answer
    record = desk.unit(turn_record, trial.turn_id)
    assert record.test
    assert desk.unit(Draft.objects.count) == 0
    _, closed = desk.ask(anna, UNKNOWN)
    assert closed.outcome is Outcome.NOT_IN_MATERIAL


def test_without_an_answer_the_question_is_asked_as_it_stands(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    trial = asyncio.run(
        try_again(cluster_id=found, questions=[], answer="", base_id=desk.stock.base_id, by=dora.principal)
    )
    assert trial.closed.outcome is Outcome.NOT_IN_MATERIAL


def test_a_base_that_is_not_there_is_said(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    with pytest.raises(BaseNotFound):
        asyncio.run(try_again(cluster_id=found, questions=["问"], answer="答", base_id=new_id(), by=dora.principal))


DOCUMENT = uuid4()


def closed(outcome: Outcome, *, document: Any = DOCUMENT, error: Failure | None = None) -> Closed:
    cited = Citation(
        n=1,
        passage_id=uuid4(),
        document_id=document,
        version_id=uuid4(),
        document="a",
        version=1,
        page=None,
        cell=None,
        quote="q",
    )
    label = Label(text="AI", aigc={})
    return Closed(
        turn_id=uuid4(), outcome=outcome, answer="a", citations=(cited,), label=label, finish="stop", error=error
    )


@pytest.mark.parametrize(
    ("expects", "expected", "end", "why"),
    [
        ("document", {"document": str(DOCUMENT)}, closed(Outcome.ANSWERED), ""),
        ("pair", {"document": str(DOCUMENT)}, closed(Outcome.DIRECT), ""),
        ("document", {"document": str(DOCUMENT)}, closed(Outcome.ANSWERED, document=uuid4()), "other_source"),
        ("document", {"document": str(DOCUMENT)}, closed(Outcome.NOT_IN_MATERIAL), "not_answered"),
        ("outcome", {"outcomes": ["refused"]}, closed(Outcome.REFUSED), ""),
        ("outcome", {"outcomes": ["refused"]}, closed(Outcome.ANSWERED), "other_outcome"),
        (
            "document",
            {"document": str(DOCUMENT)},
            closed(Outcome.ABORTED, error=Failure(code="no_route", status=503, says="")),
            "no_route",
        ),
    ],
)
def test_why_an_end_is_not_what_was_expected(expects: str, expected: dict[str, Any], end: Closed, why: str) -> None:
    assert failing(expects, expected, end) == why


def test_only_a_test_turn_meets_an_unapproved_pair(desk: Desk, anna: Person) -> None:
    trial = object()
    with pytest.raises(ValueError, match="test turn"):
        desk.ask(anna, UNKNOWN, trial=trial)


def test_what_the_desk_asks_again_is_not_among_the_conversations(desk: Desk, anna: Person) -> None:
    desk.ask(anna, UNKNOWN, channel="evaluation", test=True)
    assert desk.unit(all_conversations).items == ()


def test_the_desk_asks_under_its_own_name() -> None:
    tenant = SimpleNamespace(id=uuid4())
    assert by_desk(tenant.id).actor.startswith("job:")
    assert by_desk(tenant.id) == by_desk(tenant.id)
