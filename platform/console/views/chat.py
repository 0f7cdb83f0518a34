"""Ask any bot, and find one's conversations again."""

from collections.abc import AsyncIterator
from functools import partial
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chat import selectors, services
from chat.errors import QuestionInvalid
from chat.pipeline import resume, run_turn
from chat.turn import TurnEvent, TurnRequest
from chat.types import ConversationView
from consent.errors import ConsentRequired
from consent.selectors import basis_for
from consent.services import grant
from consent.types import Notice
from console.auth import Visit, admit, page, subject_of
from console.inputs.chat import LONGEST_QUESTION, AskForm
from console.outputs import show, tried
from console.outputs.streams import streamed
from desk import selectors as desk
from desk import services as desk_services
from kit.database import run_plain
from kit.errors import HeyanError, Unavailable


@page("chat.ask")
def chat(request: Visit) -> HttpResponse:
    """A new conversation; `?bot=` chooses whom to ask."""
    return _room(request, None)


@page("chat.ask")
def conversation(request: Visit, conversation_id: UUID) -> HttpResponse:
    """An earlier one, to read or to go on with."""
    found = selectors.conversation(conversation_id, subject=subject_of(request.principal))
    return _room(request, found)


def _room(request: Visit, found: ConversationView | None) -> HttpResponse:
    subject = subject_of(request.principal)
    bots = [bot for bot in selectors.bots() if bot.published and not bot.paused]
    wanted = found.info.bot_slug if found else request.GET.get("bot", "")
    bot = next((each for each in bots if each.slug == wanted), bots[0] if bots and not found else None)
    search, cursor = request.GET.get("q", ""), request.GET.get("cursor", "")
    turns = [each.id for each in found.turns] if found else []
    desk_services.see(subject=subject, turn_ids=turns)
    return show(
        request,
        "chat/room.html",
        bots=bots,
        bot=bot,
        conversation=found,
        running=found.turns[-1] if found and found.turns and found.turns[-1].outcome is None else None,
        page=selectors.conversations(subject=subject, search=search, cursor=cursor),
        q=search,
        notice=_missing_notice(request),
        longest=LONGEST_QUESTION,
        ratings=desk.ratings(turns, subject=subject),
        wishes=desk.wishes(turns, subject=subject),
    )


def _missing_notice(request: Visit) -> Notice | None:
    """The notice that this person has to read before the first question, or again after it changed."""
    try:
        basis_for(subject_of(request.principal), "service", language=get_language() or "")
    except ConsentRequired as error:
        return error.notice
    return None


@require_POST
@page("chat.ask")
def accept_notice(request: Visit, notice_id: UUID) -> HttpResponse:
    work = partial(
        grant,
        subject=subject_of(request.principal),
        notice_id=notice_id,
        channel="console",
        address=request.META.get("REMOTE_ADDR", ""),
        locale=get_language() or "",
    )
    return tried(request, work, _("Thank you. You can ask now."), "chat")


@require_POST
async def ask(request: HttpRequest) -> HttpResponseBase:
    """One question, answered as a stream of events."""
    form = AskForm(request.POST)
    try:
        visit = await _visit(request)
        if not form.is_valid():
            raise QuestionInvalid(field="question", limit=LONGEST_QUESTION)
        return streamed(run_turn(_turn(visit, form)))
    except HeyanError as error:
        return _refused(error)


def _turn(visit: Visit, form: AskForm) -> TurnRequest:
    data = form.cleaned_data
    return TurnRequest(
        tenant_id=visit.principal.tenant_id,
        bot_slug=data["bot"],
        principal=visit.principal,
        subject=subject_of(visit.principal),
        channel="console",
        question=data["question"],
        conversation_id=form.conversation_id(),
        idempotency_key=data["key"],
        attributes=visit.principal.attributes,
        test=data["test"] and visit.principal.may("bots.write"),
    )


@require_GET
async def resumed(request: HttpRequest, turn_id: UUID) -> HttpResponseBase:
    """A turn that is still running, from its beginning: after a reload, or on another device."""
    try:
        visit = await _visit(request)
    except HeyanError as error:
        return _refused(error)
    events: AsyncIterator[TurnEvent] = resume(
        tenant_id=visit.principal.tenant_id, turn_id=turn_id, subject=subject_of(visit.principal)
    )
    return streamed(events)


async def _visit(request: HttpRequest) -> Visit:
    """Who asks. Raises what `admit` raises, and Unavailable while the database is away."""
    try:
        return await run_plain(admit, request, "chat.ask")
    except OperationalError as error:
        raise Unavailable from error


def _refused(error: HeyanError) -> JsonResponse:
    return JsonResponse({"code": error.code, "says": str(error)}, status=error.status)


@require_POST
@page("chat.ask")
def forget(request: Visit, conversation_id: UUID, name: str) -> HttpResponse:
    """Take back what was said about oneself in a conversation: the chip goes."""
    subject = subject_of(request.principal)
    services.forget_said(conversation_id=conversation_id, attribute=name, subject=subject, by=request.principal)
    return HttpResponse()


@require_POST
@page("chat.ask")
def delete_conversation(request: Visit, conversation_id: UUID) -> HttpResponse:
    work = partial(
        services.delete_conversation,
        conversation_id=conversation_id,
        subject=subject_of(request.principal),
        by=request.principal,
    )
    return tried(request, work, _("The conversation is erased."), "chat")
