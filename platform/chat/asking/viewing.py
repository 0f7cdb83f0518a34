"""One part of a message as a turn of its own, and its answer as a piece of the whole one. Values only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from chat.turn import Part, Piece, Turn

if TYPE_CHECKING:
    from gateway.types import Usage

_MARK = re.compile(r"\[(\d{1,2})\]")


def views(turn: Turn) -> tuple[Turn, ...]:
    """A turn for each part of this one; a bot without bases has no parts."""
    return tuple(view(turn, part) for part in turn.parts) or (turn,)


def view(turn: Turn, part: Part) -> Turn:
    """The turn as if nothing but this part were asked. Among several, a part sees only what was found for it.

    A question that says no more than what was typed is told as it was typed.
    """
    if len(turn.parts) == 1 and part.question == turn.masked:
        return turn
    own = tuple(each for each in turn.passages if each.id in part.found)
    return replace(
        turn,
        request=replace(turn.request, question=part.question),
        masked=part.question,
        parts=(part,),
        prompt=part.prompt,
        passages=own if len(turn.parts) > 1 else turn.passages,
    )


def numbers(whole: Turn, one: Turn) -> dict[int, int]:
    """The number of each passage of a part among all passages of the turn."""
    places = {passage.id: n for n, passage in enumerate(whole.passages, 1)}
    return {n: places[passage.id] for n, passage in enumerate(one.passages, 1)}


def renumbered(piece: Piece, places: Mapping[int, int]) -> Piece:
    """The piece with the numbers of the whole turn."""
    text = _MARK.sub(lambda mark: f"[{places.get(int(mark[1]), mark[1])}]", piece.text)
    return replace(piece, text=text, citations=tuple(replace(each, n=places[each.n]) for each in piece.citations))


def added(before: Usage | None, more: Usage | None) -> Usage | None:
    """What two answers used together."""
    if before is None or more is None:
        return more or before
    return replace(
        before,
        prompt_tokens=before.prompt_tokens + more.prompt_tokens,
        completion_tokens=before.completion_tokens + more.completion_tokens,
        estimated=before.estimated or more.estimated,
    )
