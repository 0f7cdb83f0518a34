"""Evidence is tried again for a moment, and then its absence is an error."""

from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError

from chat.errors import EvidenceRefused, EvidenceUnavailable
from chat.pipeline import run_turn
from chat.running import evidence
from chat.running.evidence import written
from chat.turn import Closed, Opened, TurnEvent
from kit.ids import new_id
from tests.chat.conftest import Model, Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "PAUSES", (0.01, 0.01))


async def test_a_passing_fault_is_tried_again() -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("gone")
        return "there"

    assert await written(new_id(), work) == "there"


async def test_a_lasting_fault_is_said() -> None:
    def work() -> None:
        raise OperationalError("gone")

    with pytest.raises(EvidenceUnavailable):
        await written(new_id(), work)


async def test_a_broken_rule_is_not_tried_again() -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise IntegrityError("twice")

    with pytest.raises(EvidenceUnavailable):
        await written(new_id(), work)
    assert tries == [1]


async def listen(room: Room, seen: list[TurnEvent]) -> None:
    async for event in run_turn(room.request()):
        seen.append(event)


def failing(*args: Any, **kwargs: Any) -> None:
    raise OperationalError("audit is gone")


async def test_without_an_opening_entry_no_character_is_shown(
    room: Room, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.services.turns.record", failing)
    seen: list[TurnEvent] = []
    with pytest.raises(EvidenceUnavailable):
        await listen(room, seen)
    assert (seen, model.asked) == ([], [])


async def test_without_a_closing_entry_no_end_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    real = evidence.run_unit

    async def only_the_end_fails(tenant_id: Any, work: Any, *args: Any, **kwargs: Any) -> Any:
        if work.__name__ == "close_turn":
            raise OperationalError("audit is gone")
        return await real(tenant_id, work, *args, **kwargs)

    monkeypatch.setattr(evidence, "run_unit", only_the_end_fails)
    told: list[TurnEvent] = []
    with pytest.raises(EvidenceUnavailable):
        await listen(room, told)
    assert isinstance(told[0], Opened)
    assert not [event for event in told if isinstance(event, Closed)]


async def test_what_the_database_will_never_take_is_not_tried_again() -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise DataError("NUL")

    with pytest.raises(EvidenceRefused) as refused:
        await written(new_id(), work)
    assert (tries, refused.value.status) == ([1], 500)
