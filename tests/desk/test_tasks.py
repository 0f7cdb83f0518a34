"""The desk's work follows a turn and never stands in its way."""

from uuid import UUID

import pytest

from desk import tasks
from desk.models import Counted, Miss
from desk.tasks import follow_turn, tell_askers
from kit.ids import new_id
from kit.models import OutboxItem
from kit.outbox import Work
from tests.cast import Person
from tests.desk.conftest import UNKNOWN, Desk


def work(desk: Desk, **payload: object) -> Work:
    return Work(item_id=new_id(), tenant_id=desk.tenant.id, payload=payload, attempt=1)


def test_a_turn_promises_its_following_and_does_nothing_of_it(desk: Desk, anna: Person) -> None:
    desk.ask(anna, UNKNOWN)
    waiting = desk.unit(lambda: list(OutboxItem.objects.filter(done_at=None).values_list("kind", flat=True)))
    assert waiting.count("chat.turn_closed") == 1
    assert desk.unit(Counted.objects.count) == 0


def test_a_desk_that_is_broken_breaks_no_turn(desk: Desk, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(tasks, "count_turn", broken)
    turn, closed = desk.ask(anna, UNKNOWN)
    assert closed.error is None
    with pytest.raises(RuntimeError):
        desk.work()
    monkeypatch.undo()
    follow_turn(work(desk, turn=str(turn)))
    assert desk.unit(Miss.objects.count) == 1


def test_a_turn_that_is_gone_is_no_error(desk: Desk) -> None:
    follow_turn(work(desk, turn=str(new_id())))


def test_telling_waits_for_the_pair_and_not_for_ever(desk: Desk) -> None:
    payload = {"cluster": str(new_id()), "pair": str(new_id())}
    tell_askers(work(desk, **payload))
    (again,) = desk.unit(lambda: list(OutboxItem.objects.filter(kind="desk.tell")))
    assert again.payload["tries"] == 1
    tell_askers(work(desk, **payload, tries=tasks.MOST_TRIES))
    assert desk.unit(lambda: OutboxItem.objects.filter(kind="desk.tell").count()) == 1
    assert isinstance(again.id, UUID)
