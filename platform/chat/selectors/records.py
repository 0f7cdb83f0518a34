"""Read everything that is kept about one turn."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from chat.errors import TurnNotFound
from chat.models import TurnRow, TurnText
from chat.stored import citations_from_json
from chat.turn import Outcome
from chat.types import TurnRecord
from knowledge.selectors.access import readable_documents
from tenants.types import Principal

PROGRAMS: Final = ("key:", "job:")
"""Actors that are no person."""


def turn_record(turn_id: UUID, *, texts: bool = True) -> TurnRecord:
    """Everything, for who has a right to the words; without `texts` nothing personal is in it, and of a passage only
    where it stands. Raises TurnNotFound."""
    row = TurnRow.objects.select_related("bot", "text").filter(id=turn_id).first()
    if row is None:
        raise TurnNotFound
    text: TurnText | None = getattr(row, "text", None)
    return TurnRecord(
        id=row.id,
        conversation_id=row.conversation_id,
        bot_slug=row.bot.slug,
        bot_version=row.bot_version,
        channel=row.channel,
        subject=row.subject if texts else "",
        actor=row.actor,
        test=row.test,
        opened_at=row.created_at,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        reason=row.reason,
        category=row.category,
        finish=row.finish,
        error=(row.failure or {}).get("code", ""),
        verdicts=tuple(row.verdicts),
        basis=row.basis,
        decision=row.decision,
        versions=row.versions,
        prompt_tokens=row.prompt_tokens,
        completion_tokens=row.completion_tokens,
        timings=tuple((stage, ms) for stage, ms in row.timings),
        label=row.label,
        aigc=row.aigc,
        erased=text is None,
        **(_texts(text) if texts else _places(text)),
    )


def logged_turn(turn_id: UUID, *, reader: Principal) -> TurnRecord:
    """A turn of somebody else, as it was screened: the masked question and the answer, without who asked, the question
    as it was typed and the prompt, and with those passages and citations only whose documents `reader` may read.

    Raises TurnNotFound.
    """
    record = turn_record(turn_id)
    cited = {each.document_id for each in record.citations}
    open_ones = readable_documents({UUID(each["document_id"]) for each in record.passages} | cited, reader)
    return replace(
        record,
        subject="",
        actor=record.actor if record.actor.startswith(PROGRAMS) else "",
        question=record.masked,
        searched="",
        prompt=(),
        passages=tuple(each for each in record.passages if UUID(each["document_id"]) in open_ones),
        citations=tuple(each for each in record.citations if each.document_id in open_ones),
    )


def _places(text: TurnText | None) -> dict[str, Any]:
    """Which passages were used, without a word of them."""
    kept = text.passages if text else ()
    return _texts(None) | {"passages": tuple({**each, "text": "", "path": ""} for each in kept)}


def _texts(text: TurnText | None) -> dict[str, Any]:
    if text is None:
        empty: dict[str, Any] = dict.fromkeys(("question", "masked", "searched", "answer"), "")
        return empty | {"citations": (), "passages": (), "prompt": ()}
    return {
        "question": text.question,
        "masked": text.masked,
        "searched": text.searched,
        "answer": text.answer,
        "citations": citations_from_json(text.citations),
        "passages": tuple(text.passages),
        "prompt": tuple(text.prompt),
    }
