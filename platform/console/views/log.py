"""All conversations of the tenant, for those who may read them."""

from uuid import UUID

from django.http import HttpResponse

from chat import selectors
from console.auth import Visit, page
from console.outputs import show


@page("conversations.read")
def log(request: Visit) -> HttpResponse:
    """Filters stand in the address."""
    bots = selectors.bots()
    wanted, search = request.GET.get("bot", ""), request.GET.get("q", "").strip()
    bot = next((each for each in bots if each.slug == wanted), None)
    found = selectors.all_conversations(
        search=search, bot_id=bot.id if bot else None, cursor=request.GET.get("cursor", "")
    )
    return show(request, "chat/log.html", page=found, bots=bots, bot=bot, q=search)


@page("conversations.read")
def logged(request: Visit, conversation_id: UUID) -> HttpResponse:
    """One of them as it was screened; what was typed is shown by the turn's evidence, for a reason and on record."""
    return show(
        request,
        "chat/logged.html",
        conversation=selectors.logged_conversation(conversation_id, reader=request.principal),
    )
