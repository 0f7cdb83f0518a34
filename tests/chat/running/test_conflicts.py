"""The other side of a conflict comes beside the passage that was found."""

from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest

from chat.running import conflicts
from chat.running.conflicts import beside
from kit import clock
from kit.ids import new_id
from knowledge.types import OverlapInfo, OverlapSide, Passage
from tests.chat.values import LEAVE, SICK, passage


def side(held: Passage) -> OverlapSide:
    return OverlapSide(
        passage=held, says=held.text, owner=None, added_at=clock.now(), valid_from=None, valid_until=None
    )


@pytest.fixture
def turn(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A turn of somebody in Shanghai; `opposed` says which passages contradict each other."""
    made = Mock(parts=(Mock(attributes={"city": "上海"}),), opposed=())

    async def run_unit(tenant_id: Any, work: Any, ids: list[Any], **asked: Any) -> tuple[OverlapInfo, ...]:
        assert set(asked) == {"principal", "base_ids"}
        return tuple(
            OverlapInfo(
                id=new_id(),
                kind="conflict",
                first=side(one),
                second=side(other),
                likeness=0.9,
                repeated=0,
                state="open",
                decided_by="",
                decided_at=None,
                found_at=clock.now(),
            )
            for one, other in made.opposed
            if one.id in ids or other.id in ids
        )

    monkeypatch.setattr(conflicts, "run_unit", run_unit)
    return made


async def test_the_other_side_is_added_once(turn: Any) -> None:
    found, other = passage(LEAVE), passage(SICK)
    turn.opposed = ((found, other), (other, found))
    assert await beside(turn, (found,)) == (found, other)


async def test_what_applies_to_others_is_no_other_side(turn: Any) -> None:
    found, other = passage(LEAVE), replace(passage(SICK), audience={"city": ("北京",)})
    turn.opposed = ((found, other),)
    assert await beside(turn, (found,)) == (found,)


async def test_nothing_found_has_no_other_side(turn: Any) -> None:
    assert await beside(turn, ()) == ()
