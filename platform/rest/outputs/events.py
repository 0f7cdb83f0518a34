"""The events of a streamed turn as server-sent events, in one shape that the OpenAPI document describes."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from chat.turn import Choice, Closed, Known, Opened, Passages, Progress, Released, TurnEvent
from kit.errors import HeyanError
from rest.outputs.completions import citation
from rest.outputs.problems import of_error


async def sse(events: AsyncIterator[TurnEvent]) -> AsyncIterator[bytes]:
    """Frames with `event`, `data`, and `id` (the released characters so far) where text was released."""
    try:
        async with aclosing(events):  # type: ignore[type-var]
            async for event in events:
                yield frame(event)
    except HeyanError as error:
        yield _frame("error", of_error(error))


def frame(event: TurnEvent) -> bytes:
    name = type(event).__name__.lower()
    return _frame(name, body(event), event.seq if isinstance(event, Released) else None)


def body(event: TurnEvent) -> dict[str, Any]:
    """The data of one event."""
    match event:
        case Opened():
            return {
                "turn_id": str(event.turn_id),
                "conversation_id": str(event.conversation_id),
                "bot_version": event.bot_version,
                "replayed": event.replayed,
            }
        case Progress():
            return {"stage": event.stage, "state": event.state, "data": dict(event.data)}
        case Passages():
            return {"passages": [_passage(n, each) for n, each in enumerate(event.passages, 1)]}
        case Released():
            return {
                "seq": event.seq,
                "text": event.text,
                "citations": [citation(each) for each in event.citations],
                "label_text": event.label.text,
            }
        case Closed():
            return closed(event)


def closed(event: Closed) -> dict[str, Any]:
    error = event.error
    return {
        "turn_id": str(event.turn_id),
        "outcome": event.outcome.value,
        "answer": event.answer,
        "citations": [citation(each) for each in event.citations],
        "label_text": event.label.text,
        "aigc": dict(event.label.aigc),
        "finish": event.finish,
        "error": {"code": error.code, "message": error.says} if error else None,
        "choices": [choice(each) for each in event.choices],
        "known": [known(each) for each in event.known],
    }


def choice(held: Choice) -> dict[str, str]:
    """One answer to a question back; the label, sent as the next question of the conversation, is the reply."""
    return {"value": held.value, "label": held.label}


def known(held: Known) -> dict[str, str]:
    """Something that is known of who asks, and from where."""
    return {"attribute": held.attribute, "value": held.value, "source": "said" if held.said else "attested"}


def _passage(n: int, passage: Any) -> dict[str, Any]:
    return {
        "n": n,
        "document": passage.document,
        "version": passage.version,
        "page": passage.page,
        "cell": passage.cell,
        "path": passage.path,
        "text": passage.text,
    }


def _frame(name: str, data: dict[str, Any], number: int | None = None) -> bytes:
    number_line = f"id: {number}\n" if number is not None else ""
    return f"{number_line}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
