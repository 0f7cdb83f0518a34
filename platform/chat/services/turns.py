"""Open and close the record of a turn: each is one transaction with its audit entry."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from chat import events
from chat.errors import BotClosed, ConversationNotFound, KeyReused, LeaseLost, TurnRunning
from chat.models import Conversation, JournalPiece, TurnRow, TurnText
from chat.selectors.bots import bot as find_bot
from chat.selectors.conversations import opened_by, opener_for
from chat.selectors.turns import recorded
from chat.stored import (
    basis_to_json,
    citations_to_json,
    clarification_from_json,
    clarification_to_json,
    decision_to_json,
    failure_to_json,
    known_to_json,
    messages_to_json,
    parts_to_json,
    passages_to_json,
    verdict_to_json,
)
from chat.turn import Clarification, Outcome, Replay, Turn, TurnRequest
from chat.types import BotInfo
from gateway.types import Message
from kit import clock
from kit.ids import new_id
from kit.outbox import enqueue
from kit.roles import atomic
from kit.scoping import current_tenant_id
from labels.services import label_for
from labels.types import Label
from tenants.errors import MayNot

LEASE = timedelta(seconds=30)
KEY_LIVES = timedelta(hours=24)
CLOSED = "chat.turn_closed"
"""The work that follows a closed turn near-line; its payload names the `turn`. Whoever is above this app does it."""
BY_SWEEP = timedelta(microseconds=1)
"""Due at once, but carried by the next sweep: no turn waits for the broker."""
REMEMBERED_TURNS = 4
"""How many earlier turns of a conversation a model is told."""


@atomic()
def open_turn(*, request: TurnRequest, language: str) -> Turn | Replay:
    """Write the opening entry, or find the recorded end of the same request under its idempotency key.

    Raises BotNotFound, BotClosed, ConversationNotFound, TurnRunning, KeyReused, MayNot.
    """
    bot = _open_bot(request)
    digest = _digest(request)
    if earlier := _earlier(request, digest):
        return earlier
    try:
        with atomic():
            turn = _begun(request, bot, language)
            _insert(turn, digest)
    except IntegrityError:
        # Somebody used the same key a moment ago; the row is visible now. Without a key there is no such conflict.
        if earlier := _earlier(request, digest):
            return earlier
        raise
    record(
        events.TURN_OPENED,
        actor=request.principal.actor,
        subject=request.subject.ref,
        turn_id=turn.id,
        phase="opened",
        data={
            "bot": bot.slug,
            "bot_version": bot.version,
            "conversation": str(turn.conversation_id),
            "channel": request.channel,
            "test": request.test,
            "language": language,
        },
        personal={"question": request.question},
    )
    return turn


@atomic()
def close_turn(*, turn: Turn) -> None:
    """Write the closing entry of a turn that this process owns. Raises LeaseLost when another has closed it."""
    row = TurnRow.objects.filter(id=turn.id, lease=turn.lease, closed_at=None)
    if not row.update(**_ending(turn)):
        raise LeaseLost
    kept = TurnText.objects.filter(turn_id=turn.id).update(
        masked=turn.masked,
        searched=turn.searched,
        applied={"known": known_to_json(turn.known), "parts": parts_to_json(turn.parts)},
        clarified=clarification_to_json(turn.clarification),
        answer=turn.answer,
        citations=citations_to_json(turn.citations),
        passages=passages_to_json(turn.passages),
        prompt=messages_to_json(turn.prompt),
    )
    JournalPiece.objects.filter(turn_id=turn.id).delete()
    _name_conversation(turn)
    if not turn.request.test and turn.request.channel != "evaluation":
        enqueue(kind=CLOSED, payload={"turn": str(turn.id)}, delay=BY_SWEEP)
    record(
        events.TURN_CLOSED,
        actor=turn.request.principal.actor,
        subject=turn.request.subject.ref,
        turn_id=turn.id,
        phase="closed",
        data=_evidence(turn),
        # Where the texts were erased while the turn ran, its evidence keeps none either.
        personal={"masked": turn.masked, "answer": turn.answer} if kept else {},
    )


def _open_bot(request: TurnRequest) -> BotInfo:
    """The bot, if it may answer this request."""
    if not request.principal.may("chat.ask"):
        raise MayNot(permission="chat.ask")
    bot = find_bot(request.bot_slug)
    for_staff_only = bot.settings.audience == "staff" and request.channel == "widget"
    if bot.paused or for_staff_only or not (bot.published or request.test):
        raise BotClosed
    return bot


def _digest(request: TurnRequest) -> str:
    """What makes two requests the same: everything that the caller chose."""
    chosen = {
        "bot": request.bot_slug,
        "subject": request.subject.ref,
        "question": request.question,
        "conversation": str(request.conversation_id or ""),
        "history": messages_to_json(request.history),
        "system": request.extra_system,
        "params": asdict(request.params) if request.params else None,
        "attributes": dict(request.attributes),
    }
    return hashlib.sha256(json.dumps(chosen, sort_keys=True, default=str).encode()).hexdigest()


def _earlier(request: TurnRequest, digest: str) -> Replay | None:
    """The turn that used this idempotency key before, if it still counts."""
    if not request.idempotency_key:
        return None
    found = TurnRow.objects.filter(actor=request.principal.actor, idempotency_key=request.idempotency_key)
    row = found.select_for_update().first()
    if row is None:
        return None
    if row.created_at < clock.now() - KEY_LIVES:
        found.update(idempotency_key="")
        return None
    if row.request_digest != digest:
        raise KeyReused
    if row.closed_at is None:
        raise TurnRunning(turn_id=str(row.id))
    return recorded(row)


def _begun(request: TurnRequest, bot: BotInfo, language: str) -> Turn:
    """The turn in its conversation. Raises ConversationNotFound."""
    conversation = _conversation(request, bot)
    return Turn(
        id=new_id(),
        request=request,
        bot=bot,
        conversation_id=conversation.id,
        opened_at=clock.now(),
        language=language,
        lease=new_id(),
        history=request.history or _remembered(conversation),
        said=conversation.said,
        before=_asked(conversation),
        waiting=_waiting(conversation),
    )


def _conversation(request: TurnRequest, bot: BotInfo) -> Conversation:
    """The conversation that goes on, or a new one, without a title until its question was screened.

    Another subject's does not exist; nor does a test chat for a live question, or the other way round. An API key goes
    on only with what it began, unless it may read every conversation.
    """
    if request.conversation_id is None:
        return Conversation.objects.create(
            bot_id=bot.id,
            subject=request.subject.ref,
            channel=request.channel,
            test=request.test,
            turns=1,
        )
    own = Conversation.objects.select_for_update().filter(id=request.conversation_id, bot_id=bot.id)
    own = own.filter(subject=request.subject.ref, test=request.test)
    row: Conversation | None = opened_by(own, opener_for(request.principal)).first()
    if row is None:
        raise ConversationNotFound
    row.turns += 1
    row.last_at = clock.now()
    row.save(update_fields=["turns", "last_at"])
    return row


def _name_conversation(turn: Turn) -> None:
    """The first question that was let in, masked, names its conversation; a refused one never does."""
    if title := " ".join(turn.masked.split())[:60]:
        unnamed = Conversation.objects.filter(id=turn.conversation_id, title="").exclude(subject="")
        unnamed.update(title=title)


def _remembered(conversation: Conversation) -> tuple[Message, ...]:
    """The last answered turns, screened and masked when they were asked."""
    if conversation.turns <= 1:
        return ()
    ends = (Outcome.ANSWERED, Outcome.DIRECT)
    answered = TurnText.objects.filter(turn__conversation=conversation, turn__outcome__in=ends)
    latest = answered.order_by("-created_at").values_list("searched", "masked", "answer")[:REMEMBERED_TURNS]
    return tuple(
        message
        for question, answer in reversed([(searched or masked, answer) for searched, masked, answer in latest])
        for message in (Message(role="user", content=question), Message(role="assistant", content=answer))
    )


def _asked(conversation: Conversation) -> tuple[str, ...]:
    """What was asked last, standing alone, whatever came of it."""
    if conversation.turns <= 1:
        return ()
    let_in = TurnText.objects.filter(turn__conversation=conversation).exclude(searched="")
    latest = let_in.order_by("-created_at").values_list("searched", flat=True)[:REMEMBERED_TURNS]
    return tuple(line for searched in reversed(latest) for line in searched.splitlines())


def _waiting(conversation: Conversation) -> Clarification | None:
    """The question back that the conversation ended with."""
    last = TurnText.objects.filter(turn__conversation=conversation).order_by("-created_at").first()
    return clarification_from_json(last.clarified) if last and conversation.turns > 1 else None


def _insert(turn: Turn, digest: str) -> None:
    request = turn.request
    TurnRow.objects.create(
        id=turn.id,
        created_at=turn.opened_at,
        conversation_id=turn.conversation_id,
        bot_id=turn.bot.id,
        bot_version=turn.bot.version,
        actor=request.principal.actor,
        subject=request.subject.ref,
        channel=request.channel,
        test=request.test,
        language=turn.language,
        idempotency_key=request.idempotency_key,
        request_digest=digest if request.idempotency_key else "",
        lease=turn.lease,
        lease_until=turn.opened_at + LEASE,
    )
    TurnText.objects.create(turn_id=turn.id, question=request.question)


def _ending(turn: Turn) -> dict[str, Any]:
    """The columns of a closed turn."""
    return {
        "closed_at": clock.now(),
        "outcome": turn.outcome or Outcome.ABORTED,
        "reason": turn.reason[:80],
        "category": turn.category[:80],
        "finish": turn.finish,
        "failure": failure_to_json(turn.failure),
        "basis": basis_to_json(turn.basis),
        "sensitivity": turn.sensitivity,
        "verdicts": [verdict_to_json(verdict, side) for side, verdict in turn.verdicts],
        "decision": decision_to_json(turn.decision),
        "versions": dict(turn.versions),
        "timings": [[stage, round(ms, 1)] for stage, ms in turn.timings],
        "withheld": turn.withheld,
        "prompt_tokens": turn.usage.prompt_tokens if turn.usage else 0,
        "completion_tokens": turn.usage.completion_tokens if turn.usage else 0,
        "label": turn.label.text if turn.label else "",
        "aigc": dict(turn.label.aigc) if turn.label else {},
    }


def _evidence(turn: Turn) -> dict[str, Any]:
    """What the closing entry keeps: figures, versions and identifiers, no text."""
    ending = _ending(turn)
    kept = ("outcome", "reason", "category", "finish", "basis", "sensitivity", "verdicts", "decision", "versions")
    counted = ("withheld", "prompt_tokens", "completion_tokens", "timings")
    return {name: ending[name] for name in (*kept, *counted)} | {
        "failure": turn.failure.code if turn.failure else "",
        "characters": len(turn.answer),
        "journaled": len(turn.answer),
        "personal": turn.personal,
        "passages": [{"id": str(each.id), "version": str(each.version_id)} for each in turn.passages],
        "citations": [{"n": each.n, "passage": str(each.passage_id)} for each in turn.citations],
        "narrowed_by": sorted({name for part in turn.parts for name in part.attributes}),
        "asked_for": turn.clarification.attribute if turn.clarification else "",
        "parts": len(turn.parts),
        "label": turn.label.aigc if turn.label else {},
    }


def label_turn(*, turn_id: UUID, language: str) -> Label:
    """The label of a turn, kept with it before its first character is shown."""
    label = label_for(tenant_id=current_tenant_id(), turn_id=turn_id, language=language)
    TurnRow.objects.filter(id=turn_id).update(label=label.text, aigc=dict(label.aigc))
    return label


def touch(*, turn_id: UUID) -> None:
    """Note that a client is looking at a turn that runs on without the one that asked it."""
    TurnRow.objects.filter(id=turn_id, closed_at=None).update(watched_at=clock.now())
