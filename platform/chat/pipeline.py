"""The order in which things happen to a question, and nothing else: the only way to an answer, for every door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from time import monotonic

import structlog

from chat.asking import conditions
from chat.asking.answering import answered
from chat.asking.viewing import views
from chat.errors import LeaseLost
from chat.running.beginning import begun, ends, rejoined
from chat.running.flight import Flight
from chat.running.keeper import keeper_of
from chat.running.resuming import resume
from chat.stages import (
    audit,
    clarification,
    consent,
    courtesy,
    differing,
    direct,
    generation,
    grounding,
    input_moderation,
    labelling,
    output_moderation,
    retrieval,
    routing,
    understanding,
)
from chat.turn import Closed, Passages, Piece, Refusal, Replay, Stage, Turn, TurnEvent, TurnRequest
from chat.wording import endings, notices
from chat.wording.questions import cleaned
from kit.errors import HeyanError

Stages = tuple[tuple[Stage, Callable[[Turn], Awaitable[Turn]]], ...]

RUNS_ON = 15.0
"""Seconds that a turn goes on without its client, who may come back and resume it. Programs get no such patience."""
PATIENCE = {"api": 0.0, "openai": 0.0}

BEGINNING: Stages = (
    ("consent", consent.run),
    ("input_moderation", input_moderation.run),
    ("understanding", understanding.run),
    ("direct", direct.run),
)
ASKING: Stages = (("grounding", grounding.run), ("clarification", clarification.run), ("routing", routing.run))

__all__ = ["begun", "collect", "ends", "rejoined", "resume", "run_turn"]

log = structlog.get_logger(__name__)


async def run_turn(request: TurnRequest) -> AsyncGenerator[TurnEvent]:
    """Answer one question: Opened, then Progress, Passages and Released as they come, and Closed once, last.

    Before Opened it may raise BotNotFound, BotClosed, QuestionInvalid, ConversationNotFound, TurnRunning, KeyReused,
    MayNot; at any time EvidenceUnavailable. Iterate it under `contextlib.aclosing`: leaving early is how a client leaves.
    """
    request = cleaned(request)
    flight = Flight(request.tenant_id, patience=PATIENCE.get(request.channel, RUNS_ON))
    async with aclosing(flight.deliver(lambda: _fly(request, flight))) as events:
        async for event in events:
            yield event


async def collect(events: AsyncIterator[TurnEvent]) -> Closed:
    """The end of a turn, for whoever shows the whole answer at once."""
    closed = [event async for event in events if isinstance(event, Closed)]
    if not closed:
        raise LeaseLost
    return closed[-1]


async def _fly(request: TurnRequest, flight: Flight) -> None:
    """One turn from its opening entry to its closing entry, whatever happens between them."""
    opened = await audit.opened(request)
    if isinstance(opened, Replay):
        flight.replay(opened)
        return
    flight.begin(opened)
    keeper = keeper_of(request.tenant_id)
    keeper.join(opened.id, flight)
    try:
        turn, notice = await _ended(flight)
        turn = await labelling.run(turn)
        flight.show(notice, turn)
    finally:
        keeper.leave(opened.id)
    flight.emit(await audit.closed(replace(turn, answer=flight.answer, citations=flight.citations)))


async def _ended(flight: Flight) -> tuple[Turn, str]:
    """The turn with its end, and the notice to show for it."""
    try:
        return endings.answered(await flight.work(_answer(flight))), ""
    except asyncio.CancelledError:
        if flight.stopped is None:
            raise  # the process is going down: the reaper closes what it leaves
        return endings.stopped(flight.turn, flight.stopped), ""
    except Refusal as refusal:
        return endings.refused(flight.turn, refusal), refusal.notice
    except HeyanError as error:
        return endings.failed(flight.turn, error), ""
    except Exception:
        log.exception("turn broke", turn=str(flight.turn.id))
        turn = endings.broken(flight.turn, shown=bool(flight.seq))
        return turn, "" if flight.seq else notices.broken(turn.language)


async def _answer(flight: Flight) -> Turn:
    """The stages in their order."""
    for name, stage in BEGINNING:
        await flight.through(name, stage)
    polite = courtesy.applies(flight.turn)
    if flight.turn.direct is None and not polite:
        await flight.through("retrieval", retrieval.run)
    await flight.through("output_moderation", output_moderation.run)
    if flight.turn.passages:
        flight.emit(Passages(passages=flight.turn.passages))
    pieces = courtesy.stream(flight.turn) if polite else await _answering(flight)
    turn = flight.turn
    for wrap in (differing.stream, output_moderation.stream, labelling.stream):
        pieces = wrap(turn, pieces)
    started = monotonic()
    async with aclosing(pieces):
        async for piece in pieces:
            await _take(flight, piece)
    flight.turn = replace(flight.turn, timings=(*flight.turn.timings, ("answer", (monotonic() - started) * 1000)))
    if flight.turn.finish == "content_filter":
        raise Refusal("upstream_filtered", "gateway", notices.refused(turn.language))
    return flight.turn


async def _answering(flight: Flight) -> AsyncGenerator[Piece]:
    """The approved answer, or what a model says to the passages."""
    if flight.turn.direct is not None:
        return direct.stream(flight.turn)
    for name, stage in ASKING:
        await flight.through(name, stage)
    await flight.through("generation", _prompted)
    return conditions.stream(flight.turn, answered(flight.turn, _drafted))


async def _prompted(turn: Turn) -> Turn:
    """Write the prompt of each part."""
    ready = [await generation.run(each) for each in views(turn)]
    parts = tuple(replace(part, prompt=one.prompt) for part, one in zip(turn.parts, ready, strict=False))
    prompt = tuple(message for one in ready for message in one.prompt)
    return replace(turn, parts=parts, prompt=prompt, call=ready[0].call, versions=ready[0].versions)


def _drafted(turn: Turn) -> AsyncGenerator[Piece]:
    """The model's answer to one part, as far as it rests on passages."""
    return grounding.stream(turn, generation.stream(turn))


async def _take(flight: Flight, piece: Piece) -> None:
    """Note what a piece brings, and release its text."""
    turn = flight.turn
    flight.turn = replace(
        turn,
        decision=piece.decision or turn.decision,
        verdicts=(*turn.verdicts, ("output", piece.verdict)) if piece.verdict else turn.verdicts,
        withheld=turn.withheld + piece.withheld,
        finish=piece.finish or turn.finish,
        usage=piece.usage or turn.usage,
        label=piece.label or turn.label,
    )
    if piece.progress:
        flight.emit(piece.progress)
    await flight.release(piece)
