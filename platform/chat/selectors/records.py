"""Read everything that is kept about one turn."""

from typing import Any
from uuid import UUID

from chat.errors import TurnNotFound
from chat.models import TurnRow, TurnText
from chat.stored import citations_from_json
from chat.turn import Outcome
from chat.types import TurnRecord


def turn_record(turn_id: UUID, *, texts: bool = True) -> TurnRecord:
    """The operator's view; without `texts` nothing personal is in it. Raises TurnNotFound."""
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
        **_texts(text if texts else None),
    )


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
