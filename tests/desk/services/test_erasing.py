"""What a person said at the desk goes with the person's texts, also when it is done again after a restore."""

from audit.selectors import pseudonym_of
from chat.services import erase_subject
from chat.services.conversations import erase_subject_again
from consent.services import withdraw
from desk.models import Cluster, Miss, Rating, Wish
from desk.services import rate, wish
from kit import clock, ledger
from tests.cast import Person
from tests.desk.conftest import UNKNOWN, Desk, subject_of


def said(desk: Desk, person: Person) -> None:
    turn, _ = desk.ask(person, UNKNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(person), by=person.principal, verdict="bad", comment="没有用")
    desk.unit(wish, turn_id=turn, subject=subject_of(person), by=person.principal)
    desk.work()


def left(desk: Desk) -> tuple[int, ...]:
    return tuple(desk.unit(model.objects.count) for model in (Rating, Wish, Miss, Cluster))


def test_an_erased_person_leaves_nothing(desk: Desk, anna: Person) -> None:
    said(desk, anna)
    assert left(desk) == (1, 1, 1, 1)
    desk.unit(erase_subject, subject=subject_of(anna), by=anna.principal)
    assert left(desk) == (0, 0, 0, 0)


def test_a_restore_erases_again(desk: Desk, anna: Person) -> None:
    said(desk, anna)
    desk.unit(lambda: erase_subject_again({"subject": pseudonym_of(subject_of(anna).ref)}))
    assert left(desk) == (0, 0, 0, 0)


def test_a_withdrawn_consent_to_the_service_ends_wishes_and_misses(desk: Desk, anna: Person) -> None:
    said(desk, anna)
    desk.unit(withdraw, subject=subject_of(anna), purpose="service", channel="console")
    assert left(desk) == (1, 0, 0, 0)


def test_withdrawing_improvement_leaves_what_was_said_as_feedback(desk: Desk, anna: Person, ben: Person) -> None:
    said(desk, anna)
    desk.ask(ben, UNKNOWN)
    desk.work()
    for person in (anna, ben):
        desk.unit(withdraw, subject=subject_of(person), purpose="improvement", channel="console")
    assert left(desk) == (1, 1, 1, 1)
    assert desk.unit(lambda: Miss.objects.get().subject) == subject_of(anna).ref


def test_a_restore_lets_go_again_of_who_withdrew(desk: Desk, anna: Person) -> None:
    said(desk, anna)
    started = clock.now()
    before = desk.unit(lambda: [(model, list(model.objects.all())) for model in (Cluster, Miss, Wish)])
    desk.unit(withdraw, subject=subject_of(anna), purpose="service", channel="console")
    assert subject_of(anna).external_id not in ledger.path().read_text()
    desk.unit(lambda: [model.objects.bulk_create(rows) for model, rows in before])
    assert left(desk) == (1, 1, 1, 1)
    ledger.apply_again(ledger.path(), since=started)
    assert left(desk) == (1, 0, 0, 0)
