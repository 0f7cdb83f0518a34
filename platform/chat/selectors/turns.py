"""Read how a turn ended, or how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from chat.errors import TurnNotFound
from chat.models import JournalPiece, TurnRow, TurnText
from chat.stored import (
    citations_from_json,
    clarification_from_json,
    failure_from_json,
    known_from_json,
    passages_from_json,
)
from chat.turn import Citation, Closed, Finish, Opened, Outcome, Passages, Replay
from gateway.types import Usage
from labels.types import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a turn has released so far, and its end if it has one."""

    opened: Opened
    label: Label
    text: str
    citations: tuple[Citation, ...]
    end: Replay | None


def journal(*, turn_id: UUID, subject: str) -> Journal:
    """What `subject`'s turn has released. Raises TurnNotFound, also for another subject's turn."""
    row = TurnRow.objects.filter(id=turn_id, subject=subject).select_related("text").first()
    if row is None:
        raise TurnNotFound
    end = recorded(row) if row.closed_at else None
    text, citations = (end.closed.answer, end.closed.citations) if end else joined(row.id)
    label = Label(text=row.label, aigc=row.aigc)
    return Journal(opened=_opened(row), label=label, text=text, citations=citations, end=end)


def joined(turn_id: UUID) -> tuple[str, tuple[Citation, ...]]:
    """All pieces of an open turn's journal, each for the characters that the ones before it do not have."""
    text, citations = "", []
    for piece in JournalPiece.objects.filter(turn_id=turn_id).order_by("seq"):
        text += piece.text[len(piece.text) - (piece.seq - len(text)) :]
        citations += [each for each in piece.citations if each not in citations]
    return text, citations_from_json(citations)


def watched_at(turn_id: UUID) -> datetime | None:
    """When a client that came back last looked at the turn."""
    found: datetime | None = TurnRow.objects.filter(id=turn_id).values_list("watched_at", flat=True).first()
    return found


def recorded(row: TurnRow) -> Replay:
    """The end of a closed turn as it was told to its client; texts are empty once erased."""
    text: TurnText | None = TurnText.objects.filter(turn_id=row.id).first()
    citations = citations_from_json(text.citations) if text else ()
    asked = clarification_from_json(text.clarified) if text else None
    closed = Closed(
        turn_id=row.id,
        outcome=Outcome(row.outcome),
        answer=text.answer if text else "",
        citations=citations,
        label=Label(text=row.label, aigc=row.aigc),
        finish=cast(Finish, row.finish),
        usage=Usage(prompt_tokens=row.prompt_tokens, completion_tokens=row.completion_tokens)
        if row.prompt_tokens
        else None,
        error=failure_from_json(row.failure),
        choices=asked.choices if asked else (),
        known=known_from_json(text.applied.get("known", ())) if text else (),
    )
    passages = Passages(passages=passages_from_json(text.passages) if text else ())
    return Replay(opened=_opened(row), passages=passages, closed=closed)


def _opened(row: TurnRow) -> Opened:
    return Opened(turn_id=row.id, conversation_id=row.conversation_id, bot_version=row.bot_version, replayed=True)
