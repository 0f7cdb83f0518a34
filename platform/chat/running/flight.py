"""A turn in the air: its events on their way to the client, its text on the way to the journal, and how it is cut off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from django.db import Error as DatabaseError

from chat.selectors.turns import watched_at
from chat.services.journal import Pulse
from chat.services.turns import LEASE
from chat.turn import Citation, Opened, Piece, Progress, Released, Replay, Stage, Stop, Turn, TurnEvent
from kit import clock
from kit.database import run_unit
from labels.types import Label

BEHIND = 0.8
"""Seconds that released text may be missing from the journal before nothing more is sent."""
GIVES_UP = 8.0
"""Seconds of waiting for the journal after which the turn ends without it."""
RENEWS = 10.0
"""Seconds between renewals of the lease."""

log = structlog.get_logger(__name__)
_tasks: set[asyncio.Task[Any]] = set()


@dataclass(frozen=True, slots=True)
class _Unwritten:
    text: str
    citations: tuple[Citation, ...]
    at: float


class Flight:
    """One turn that this process runs. Everything here belongs to one event loop; nothing waits for the database."""

    turn: Turn

    def __init__(self, tenant_id: UUID, *, patience: float) -> None:
        self.stopped: Stop | None = None
        self.seq = 0
        self._tenant_id = tenant_id
        self._patience = patience
        self._events: asyncio.Queue[TurnEvent | BaseException | None] = asyncio.Queue()
        self._work: asyncio.Task[Turn] | None = None
        self._released: list[str] = []
        self._citations: list[Citation] = []
        self._unwritten: list[_Unwritten] = []
        self._written = asyncio.Event()
        self._renewed = monotonic()

    # The client's side: events out, and leaving.

    async def deliver(self, run: Callable[[], Coroutine[Any, Any, None]]) -> AsyncGenerator[TurnEvent]:
        """Run the turn in a task of its own and give its events; the task outlives a client that leaves."""
        task = _kept(asyncio.create_task(run()))
        task.add_done_callback(self._finished)
        try:
            while (event := await self._events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                yield event
        finally:
            if not task.done():
                self._let_go(task)

    def emit(self, event: TurnEvent) -> None:
        self._events.put_nowait(event)

    def replay(self, end: Replay) -> None:
        """Tell a recorded end as if it came now."""
        self.emit(end.opened)
        if end.passages.passages:
            self.emit(end.passages)
        if end.closed.answer:
            told = end.closed
            self.emit(Released(seq=len(told.answer), text=told.answer, citations=told.citations, label=told.label))
        self.emit(end.closed)

    def _finished(self, task: asyncio.Task[None]) -> None:
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error is not None:
            self._events.put_nowait(error)
        self._events.put_nowait(None)

    def _let_go(self, task: asyncio.Task[None]) -> None:
        """The client is gone: stop at once, or after some patience."""
        if self._patience:
            _kept(asyncio.create_task(self._linger(task)))
        else:
            self.stop(Stop.CLIENT_LEFT)

    async def _linger(self, task: asyncio.Task[None]) -> None:
        """Stop when nobody has come back to the journal for as long as the turn runs on alone."""
        patience = timedelta(seconds=self._patience)
        while not task.done():
            await asyncio.wait({task}, timeout=self._patience)
            try:
                seen = await run_unit(self._tenant_id, watched_at, self.turn.id)
            except DatabaseError:
                seen = None
            if seen is None or clock.now() - seen > patience:
                self.stop(Stop.CLIENT_LEFT)
                return

    # The turn's side: stages, release, and being cut off.

    def begin(self, turn: Turn) -> None:
        """The opening entry has committed."""
        self.turn = turn
        self._renewed = monotonic()
        opened = Opened(turn_id=turn.id, conversation_id=turn.conversation_id, bot_version=turn.bot.version)
        self.emit(opened)

    async def through(self, name: Stage, stage: Callable[[Turn], Awaitable[Turn]]) -> None:
        """Take the turn through a stage, and tell that and how long it took."""
        self.emit(Progress(stage=name, state="started"))
        started = monotonic()
        turn = await stage(self.turn)
        took = (monotonic() - started) * 1000
        self.turn = replace(turn, timings=(*turn.timings, (name, took)))
        self.emit(Progress(stage=name, state="done", data={"ms": round(took, 1)}))

    async def work(self, answer: Coroutine[Any, Any, Turn]) -> Turn:
        """Run the stages so that `stop` can cut them off. Raises CancelledError when it did, and what they raise."""
        if self.stopped:
            answer.close()
            raise asyncio.CancelledError
        self._work = asyncio.create_task(answer)
        return await self._work

    def stop(self, why: Stop) -> None:
        """Cut the turn off; its upstream closes at the next step of the event loop. The first reason stays."""
        self.stopped = self.stopped or why
        if self._work is not None:
            self._work.cancel()

    async def release(self, piece: Piece) -> None:
        """Send screened, labelled text, once the journal is near enough."""
        if piece.label is None or not (piece.text or piece.citations):
            return
        await self._may_send()
        self._send(piece.text, piece.citations, piece.label)

    def show(self, notice: str, turn: Turn) -> None:
        """Send the set text of an end, after what was released before it; nothing where the lease is lost."""
        if self._lease_over():
            self.stop(Stop.LEASE_LOST)
        if notice and turn.label is not None and self.stopped is not Stop.LEASE_LOST:
            self._send(f"\n\n{notice}" if self.seq else notice, (), turn.label)

    @property
    def answer(self) -> str:
        return "".join(self._released)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    def _send(self, text: str, citations: tuple[Citation, ...], label: Label) -> None:
        self.seq += len(text)
        self._released.append(text)
        self._citations += citations
        self._unwritten.append(_Unwritten(text, citations, monotonic()))
        self.emit(Released(seq=self.seq, text=text, citations=citations, label=label))

    async def _may_send(self) -> None:
        """Wait until the journal is at most `BEHIND` behind. A lost lease or journal cuts the turn off instead."""
        gives_up = monotonic() + GIVES_UP
        while not self.stopped and self._unwritten and monotonic() - self._unwritten[0].at > BEHIND:
            self._written.clear()
            try:
                await asyncio.wait_for(self._written.wait(), timeout=gives_up - monotonic())
            except TimeoutError:
                self.stop(Stop.NO_EVIDENCE)
        if self._lease_over():
            self.stop(Stop.LEASE_LOST)
        if self.stopped:
            raise asyncio.CancelledError

    def _lease_over(self) -> bool:
        """Somebody else may have closed the turn by now."""
        return monotonic() - self._renewed > LEASE.total_seconds()

    # The journal's side.

    def pulse(self) -> Pulse:
        """What the journal should know now."""
        turn = self.turn
        return Pulse(
            turn_id=turn.id,
            lease=turn.lease,
            bot_id=turn.bot.id,
            subject=turn.request.subject.ref,
            renew=monotonic() - self._renewed >= RENEWS,
            seq=self.seq,
            text="".join(each.text for each in self._unwritten),
            citations=tuple(citation for each in self._unwritten for citation in each.citations),
            count=len(self._unwritten),
        )

    def noted(self, pulse: Pulse) -> None:
        """What `pulse` said has committed."""
        del self._unwritten[: pulse.count]
        if pulse.renew:
            self._renewed = monotonic()
        self._written.set()


def _kept(task: asyncio.Task[Any]) -> asyncio.Task[Any]:
    """The event loop holds tasks only weakly."""
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
    return task
