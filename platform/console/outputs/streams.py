"""Tell the browser what happens in a turn: server-sent events, each with JSON, the ready pieces drawn here."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from chat.turn import Closed, Opened, Passages, Progress, Released, TurnEvent
from console.outputs.answers import citation_link
from console.outputs.words import TURN_STAGES
from kit.errors import HeyanError


def streamed(events: AsyncIterator[TurnEvent]) -> StreamingHttpResponse:
    """A response that no proxy holds back."""
    response = StreamingHttpResponse(
        told(events, translation.get_language() or "zh-hans"), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def told(events: AsyncIterator[TurnEvent], language: str) -> AsyncIterator[bytes]:
    """The events as bytes, in `language`. An error that ends them is the last one told."""
    try:
        conversation: UUID | None = None
        async with aclosing(events):  # type: ignore[type-var]  # run_turn is an async generator
            async for event in events:
                conversation = event.conversation_id if isinstance(event, Opened) else conversation
                with translation.override(language):
                    name, data = _data(event, conversation)
                yield _line(name, data)
    except HeyanError as error:
        with translation.override(language):
            yield _line("failed", {"code": error.code, "says": str(error)})


def _data(event: TurnEvent, conversation: UUID | None) -> tuple[str, dict[str, Any]]:
    match event:
        case Opened():
            return "opened", {"turn": str(event.turn_id), "conversation": str(event.conversation_id)}
        case Progress():
            return "progress", {"stage": event.stage, "state": event.state, "says": _says(event)} | _plain(event.data)
        case Passages():
            return "passages", {"html": _drawn("_passages.html", passages=event.passages)}
        case Released():
            links = {str(citation.n): citation_link(citation) for citation in event.citations}
            return "text", {"seq": event.seq, "text": event.text, "links": links}
        case Closed():
            return "closed", _closed(event, conversation)
    raise TypeError(type(event))


def _closed(event: Closed, conversation: UUID | None) -> dict[str, Any]:
    return {
        "turn": str(event.turn_id),
        "outcome": event.outcome,
        "code": event.error.code if event.error else "",
        "plain": event.answer,
        "html": _drawn("_answer.html", turn=event, label=event.label.text, choices=event.choices)
        + _drawn("_rating.html", turn_id=event.turn_id, outcome=event.outcome),
        "known": _drawn("_known.html", known=event.known, conversation_id=conversation),
    }


def _says(event: Progress) -> str:
    return str(TURN_STAGES.get(event.stage, event.stage))


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key in ("ms", "place", "model")}


def _drawn(template: str, **context: Any) -> str:
    return render_to_string(f"console/chat/{template}", context)


def _line(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n".encode()
