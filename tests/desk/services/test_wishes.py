"""Who asks to be told: only about what is missing or bad, only who can be found again, until he takes it back."""

import pytest

from chat.errors import TurnNotFound
from chat.services import delete_conversation
from desk.errors import CannotTell
from desk.models import Miss, Wish
from desk.selectors import cluster, wishes
from desk.services import rate, reachable, take_wish_back, wish
from tenants.types import Subject
from tests.cast import Person
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, subject_of


def test_a_wish_counts_beside_its_question_until_it_is_taken_back(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    desk.unit(wish, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    desk.unit(wish, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    desk.work()
    found = desk.unit(lambda: Miss.objects.get().cluster_id)
    assert desk.unit(cluster, found).wishes == 1
    assert desk.unit(wishes, [turn], subject=subject_of(anna)) == {turn}
    desk.unit(take_wish_back, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(wishes, [turn], subject=subject_of(anna)) == frozenset()


def test_nothing_is_missing_from_a_good_answer(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    with pytest.raises(CannotTell):
        desk.unit(wish, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad")
    desk.unit(wish, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(Wish.objects.count) == 1


def test_anothers_question_is_not_there(desk: Desk, anna: Person, ben: Person) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    for work in (wish, take_wish_back):
        with pytest.raises(TurnNotFound):
            desk.unit(work, turn_id=turn, subject=subject_of(ben), by=ben.principal)


@pytest.mark.parametrize(
    ("channel", "external", "found_again"),
    [("console", "m", True), ("widget", "site:kunde-7", True), ("widget", "0198", False), ("api", "guest", False)],
)
def test_who_can_be_found_again(desk: Desk, channel: str, external: str, found_again: bool) -> None:
    subject = Subject(tenant_id=desk.tenant.id, channel=channel, external_id=external)  # type: ignore[arg-type]
    assert reachable(subject) is found_again


def test_a_wish_goes_with_its_conversation(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    desk.unit(wish, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    desk.work()
    held = desk.unit(lambda: Miss.objects.get().conversation_id)
    desk.unit(delete_conversation, conversation_id=held, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(Wish.objects.count) == 0
