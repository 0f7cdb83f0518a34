"""What the widget's frame gets: sanitised, labelled, translated."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

from django.http import JsonResponse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from chat.turn import Citation, Closed, Known, Opened, Passages, Progress, Released, TurnEvent
from chat.types import TurnView
from consent.types import Notice
from desk.services import reachable
from kit.errors import HeyanError
from kit.markup import harmless_html
from knowledge.types import Passage
from widget.auth import LIFE_SECONDS, Place, Session, seal


def words() -> dict[str, str]:
    """The sentences that the frame's script says itself."""
    return {
        "thinking": _("Looking it up …"),
        "offline": _("The connection was lost. Your question is kept."),
        "retry": _("Try again"),
        "label": _("AI-generated content, for reference only"),
        "choices": _("Choices"),
        "rate": _("Rate this answer"),
        "good": _("Good answer"),
        "bad": _("Bad answer"),
        "why": _("What was wrong with it?"),
        "thanks": _("Thank you."),
        "tell_me": _("Tell me when there is an answer"),
        "will_tell": _("You will find the answer here when you come back."),
        "late": _("There is an answer now:"),
        "wrong": _("Wrong"),
        "half": _("Only half of it"),
        "too_long": _("Too long"),
        "outdated": _("Out of date"),
        "not_found": _("Not what I looked for"),
    }


def session(held: Session, where: Place, notice: Notice | None, late: Sequence[TurnView] = ()) -> dict[str, Any]:
    """A begun session, with the notice that has to be agreed to first, if any, and answers that came late. `reachable`:
    the visitor is known again when he comes back."""
    return {
        "token": seal(held),
        "expires_in": LIFE_SECONDS,
        "greeting": where.bot.settings.greeting,
        "questions": list(where.bot.settings.suggested_questions),
        "notice": notice_of(notice) if notice else None,
        "reachable": reachable(held.subject),
        "late": [late_answer(each) for each in late],
    }


def late_answer(turn: TurnView) -> dict[str, Any]:
    """A question of the visitor's with the answer that came after he had left."""
    return {
        "turn": str(turn.id),
        "question": turn.question,
        "html": answer_html(turn.answer, turn.citations),
        "plain": turn.answer,
        "label": turn.label,
        "sources": [citation(each) for each in turn.citations],
    }


def notice_of(notice: Notice) -> dict[str, Any]:
    body = harmless_html(notice.body, lambda n: None)
    return {"id": str(notice.id), "title": notice.title, "html": body, "version": notice.version}


def citation(held: Citation) -> dict[str, Any]:
    return {"n": held.n, "where": where_of(held), "quote": held.quote, "page": held.page}


def where_of(held: Citation) -> str:
    """Document and place as a person reads them."""
    if held.page:
        return _("%(document)s, page %(page)s") % {"document": held.document, "page": held.page}
    return f"{held.document} {held.cell}" if held.cell else held.document


def source(held: Passage) -> dict[str, Any]:
    """The passage behind a source; `box` is [left, top, width, height] in shares of the page, or null."""
    box = None
    if held.page and held.box:
        left, top, right, bottom = held.box
        box = [left, top, right - left, bottom - top]
    return {"path": held.path, "text": held.text, "page": held.page, "box": box}


def answer_html(text: str, citations: tuple[Citation, ...]) -> str:
    """The answer, its numbers as buttons that open the source."""
    by_number = {each.n: each for each in citations}

    def draw(n: int) -> str | None:
        if n not in by_number:
            return None
        says = _("Source %(n)s: %(where)s") % {"n": n, "where": where_of(by_number[n])}
        return format_html('<button type="button" class="cite" data-cite="{}" aria-label="{}">{}</button>', n, says, n)

    return harmless_html(text, draw)


async def sse(events: AsyncIterator[TurnEvent], language: str) -> AsyncIterator[bytes]:
    """The events that a visitor's page needs. What a stage does inside is not for him."""
    try:
        async with aclosing(events):  # type: ignore[type-var]
            async for event in events:
                with translation.override(language):
                    told = tell(event)
                if told is not None:
                    yield line(*told)
    except HeyanError as error:
        with translation.override(language):
            yield line("failed", problem(error))


def tell(event: TurnEvent) -> tuple[str, dict[str, Any]] | None:
    match event:
        case Opened():
            return "opened", {"turn": str(event.turn_id), "conversation": str(event.conversation_id)}
        case Progress() if event.state == "waiting":
            return "waiting", {"says": _("Your place in the queue: %(place)s") % {"place": event.data.get("place", "")}}
        case Released():
            return "text", {"seq": event.seq, "text": event.text, "label": event.label.text}
        case Closed():
            return "closed", closed(event)
        case Progress() | Passages():
            return None


def closed(event: Closed) -> dict[str, Any]:
    return {
        "outcome": event.outcome.value,
        "html": answer_html(event.answer, event.citations),
        "plain": event.answer,
        "label": event.label.text,
        "sources": [citation(each) for each in event.citations],
        "error": {"code": event.error.code, "says": event.error.says} if event.error else None,
        "choices": [each.label for each in event.choices],
        "known": [known(each) for each in event.known],
    }


def known(held: Known) -> dict[str, Any]:
    """Something that is known of the visitor; what he said himself he may take back."""
    text = f"{held.label}{_(': ')}{held.shown}"
    removes = _("Forget: %(known)s") % {"known": text} if held.said else ""
    return {"attribute": held.attribute, "text": text, "removes": removes}


def problem(error: HeyanError) -> dict[str, Any]:
    return {"code": error.code, "says": str(error)}


def failed(error: HeyanError) -> JsonResponse:
    response = JsonResponse(problem(error), status=error.status)
    if (after := getattr(error, "retry_after", None)) is not None:
        response["Retry-After"] = str(round(after))
    return response


def line(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
