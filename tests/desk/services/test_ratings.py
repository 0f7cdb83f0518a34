"""Ratings: one for each turn and subject, changeable, masked, on record, and gone with the person."""

import pytest

from audit.selectors import turn_evidence
from chat.errors import TurnNotFound
from chat.services import erase_subject
from desk.errors import NotRateable, RatingInvalid
from desk.models import Rating
from desk.selectors import ratings, ratings_of_operator
from desk.services import rate, rate_anothers, take_back
from tenants.errors import MayNot
from tenants.types import Subject, job_principal
from tests.cast import Person
from tests.desk.conftest import KNOWN, Desk, subject_of


def test_a_rating_is_kept_and_the_next_takes_its_place(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    me = subject_of(anna)
    desk.unit(rate, turn_id=turn, subject=me, by=anna.principal, verdict="good")
    desk.unit(rate, turn_id=turn, subject=me, by=anna.principal, verdict="bad", reason="half", comment="少了申请办法")
    held = desk.unit(ratings, [turn], subject=me)[turn]
    assert (held.verdict, held.reason, held.comment) == ("bad", "half", "少了申请办法")
    assert desk.unit(Rating.objects.count) == 1


def test_a_rating_is_taken_back(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="good")
    desk.unit(take_back, turn_id=turn, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(ratings, [turn], subject=subject_of(anna)) == {}


def test_nobody_rates_anothers_answer_as_his_own(desk: Desk, anna: Person, ben: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    with pytest.raises(TurnNotFound):
        desk.unit(rate, turn_id=turn, subject=subject_of(ben), by=ben.principal, verdict="bad")
    with pytest.raises(MayNot):
        desk.unit(rate_anothers, turn_id=turn, by=ben.principal, verdict="bad")


def test_a_key_rates_only_what_it_asked(desk: Desk, anna: Person) -> None:
    guest = Subject(tenant_id=desk.tenant.id, channel="api", external_id="guest")
    turn, _ = desk.ask(anna, KNOWN, subject=guest, channel="api", attested="contract")
    other = job_principal(tenant_id=desk.tenant.id, name="other", scopes=frozenset({"chat.ask"}))
    key = type(other)(tenant_id=other.tenant_id, kind="key", id=other.id, name="other", scopes=other.scopes)
    with pytest.raises(TurnNotFound):
        desk.unit(rate, turn_id=turn, subject=guest, by=key, verdict="bad")


def test_an_operators_rating_stands_beside_the_askers(desk: Desk, anna: Person, otto: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="good")
    desk.unit(rate_anothers, turn_id=turn, by=otto.principal, verdict="bad", reason="wrong")
    assert desk.unit(ratings_of_operator, [turn], by=otto.principal)[turn].by_operator
    assert desk.unit(Rating.objects.count) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"verdict": "fine"},
        {"verdict": "good", "reason": "wrong"},
        {"verdict": "bad", "reason": "ugly"},
        {"verdict": "bad", "comment": "长" * 2001},
        {"verdict": "bad", "comment": "\x00"},
    ],
)
def test_what_is_no_rating_is_refused(desk: Desk, anna: Person, values: dict[str, str]) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    with pytest.raises(RatingInvalid):
        desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, **values)


def test_personal_data_in_a_comment_is_masked(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    said = "请打 13812345678 告诉我"
    held = desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad", comment=said)
    assert "13812345678" not in held.comment


def test_a_rating_is_on_record_beside_its_turn(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad", reason="wrong")
    events = [entry.event for entry in desk.unit(turn_evidence, turn)]
    assert "desk.answer_rated" in events


def test_ratings_go_with_the_person_the_operators_too(desk: Desk, anna: Person, otto: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate_anothers, turn_id=turn, by=otto.principal, verdict="bad", correction="改一下")
    desk.unit(erase_subject, subject=subject_of(otto), by=anna.principal)
    assert desk.unit(Rating.objects.count) == 0
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad", comment="不对")
    desk.unit(erase_subject, subject=subject_of(anna), by=anna.principal)
    assert desk.unit(Rating.objects.count) == 0


def test_an_erased_answer_is_not_rated(desk: Desk, anna: Person, otto: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(erase_subject, subject=subject_of(anna), by=anna.principal)
    with pytest.raises(NotRateable):
        desk.unit(rate_anothers, turn_id=turn, by=otto.principal, verdict="bad")
