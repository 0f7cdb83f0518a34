"""Ratings are read by who gave them."""

from desk.selectors import ratings, ratings_of_operator
from desk.services import rate
from tests.cast import Person
from tests.desk.conftest import KNOWN, Desk, subject_of


def test_each_sees_his_own(desk: Desk, anna: Person, ben: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="good")
    assert desk.unit(ratings, [turn], subject=subject_of(anna))[turn].verdict == "good"
    assert desk.unit(ratings, [turn], subject=subject_of(ben)) == {}
    assert desk.unit(ratings_of_operator, [turn], by=anna.principal) == {}
