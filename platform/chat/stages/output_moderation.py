"""May this be shown? Stands between every text of a model or a document and whoever asked. A broken moderator refuses."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from chat.turn import Citation, Piece, Turn
from chat.wording.verdicts import broken, refusal
from kit.database import run_unit
from knowledge.selectors import shown
from moderation.errors import ModerationBroken
from moderation.selectors import screen_for
from moderation.types import Holdback, Release, Screen, Verdict


async def run(turn: Turn) -> Turn:
    """Screen the passages, which are shown beside the answer: those that the policy stops are not used at all."""
    if not turn.passages:
        return turn
    try:
        screen = await _screen(turn)
        seen = await asyncio.to_thread(shown, turn.passages, screen=screen)
    except ModerationBroken as error:
        raise broken(turn) from error
    return replace(turn, passages=seen.passages)


async def stream(turn: Turn, pieces: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    """Exactly what the policy releases, one piece for each that came, and one for the rest.

    Refuses when a verdict stops the text, and when the moderator breaks; nothing is released after that.
    """
    async with aclosing(pieces):
        try:
            gate = Gate((await _screen(turn)).stream())
            async for piece in pieces:
                yield gate.take(piece)
                gate.raise_stop(turn)
            yield gate.finish()
            gate.raise_stop(turn)
        except ModerationBroken as error:
            raise broken(turn) from error


class Gate:
    """One answer's way through the holdback; a citation follows once its mark has been released."""

    def __init__(self, holdback: Holdback) -> None:
        self._holdback = holdback
        self._waiting: list[Citation] = []
        self._tail = ""
        self._stop: Verdict | None = None

    def take(self, piece: Piece) -> Piece:
        self._waiting += piece.citations
        return self._released(piece, self._holdback.push(piece.text) if piece.text else Release(""))

    def finish(self) -> Piece:
        return self._released(Piece(), self._holdback.finish())

    def _released(self, piece: Piece, release: Release) -> Piece:
        if release.verdict is not None and release.verdict.flagged:
            self._stop = release.verdict
        seen = self._tail + release.text
        shown = tuple(each for each in self._waiting if f"[{each.n}]" in seen)
        self._waiting = [each for each in self._waiting if each not in shown]
        self._tail = seen[-4:]
        return replace(piece, text=release.text, citations=shown, verdict=None if self._stop else release.verdict)

    def raise_stop(self, turn: Turn) -> None:
        if self._stop is not None:
            raise refusal(turn, "output", self._stop)


async def _screen(turn: Turn) -> Screen:
    return await run_unit(turn.request.tenant_id, screen_for, turn.bot.settings.policy_id, side="output")
