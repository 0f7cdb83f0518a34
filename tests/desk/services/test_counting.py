"""What was asked, found and cited is counted once, near-line, without a word."""

from datetime import UTC, datetime

from desk.models import Counted, Hit
from desk.services.counting import count_turn
from kit import clock
from tenants.services import save_tenant
from tests.cast import Person, job
from tests.desk.conftest import KNOWN, UNKNOWN, Desk


def test_passages_are_counted_as_found_and_those_behind_the_answer_as_cited(desk: Desk, anna: Person) -> None:
    _, closed = desk.ask(anna, KNOWN)
    desk.work()
    hits = desk.unit(lambda: {row.passage_id: (row.found, row.cited) for row in Hit.objects.all()})
    assert {each.passage_id for each in closed.citations} == {key for key, (_, cited) in hits.items() if cited}
    assert len(hits) > len({each.passage_id for each in closed.citations})


def test_the_same_turn_counts_once_however_often_the_work_comes(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    assert desk.unit(count_turn, turn_id=turn) is True
    assert desk.unit(count_turn, turn_id=turn) is False
    assert set(desk.unit(lambda: list(Hit.objects.values_list("found", flat=True)))) == {1}


def test_two_askings_add_up(desk: Desk, anna: Person, ben: Person) -> None:
    desk.ask(anna, KNOWN)
    desk.ask(ben, KNOWN)
    desk.work()
    assert set(desk.unit(lambda: list(Hit.objects.values_list("found", flat=True)))) == {2}


def test_the_day_is_the_tenants(desk: Desk, anna: Person) -> None:
    desk.unit(save_tenant, by=job(desk.tenant), zone="Asia/Shanghai")
    with clock.freeze(datetime(2026, 3, 1, 17, 30, tzinfo=UTC)):  # half past one in the morning there
        turn, _ = desk.ask(anna, KNOWN)
    desk.unit(count_turn, turn_id=turn)
    assert {str(day) for day in desk.unit(lambda: list(Hit.objects.values_list("day", flat=True)))} == {"2026-03-02"}


def test_how_it_ended_is_kept_and_no_text(desk: Desk, anna: Person) -> None:
    desk.ask(anna, UNKNOWN)
    desk.work()
    assert desk.unit(lambda: Counted.objects.get().outcome) == "not_in_material"
    assert {field.name for field in Counted._meta.fields}.isdisjoint({"question", "answer", "subject"})
