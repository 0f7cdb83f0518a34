"""All conversations of the tenant, for those who may read them."""

from uuid import UUID

from django.http import HttpResponse

from chat import selectors
from console.auth import Visit, page
from console.inputs.desk import CorrectionForm
from console.outputs import show
from desk.selectors import ratings_of_operator


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
    found = selectors.logged_conversation(conversation_id, reader=request.principal)
    said = ratings_of_operator([turn.id for turn in found.turns], by=request.principal)
    forms = [(turn, said.get(turn.id), CorrectionForm(auto_id=f"{turn.id}_%s")) for turn in found.turns]
    return show(request, "chat/logged.html", conversation=found, turns=forms)
