"""Say what an answer was worth, ask to be told later, and, as an operator, put somebody else's answer right."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat.selectors import logged_turn
from console.auth import Visit, page, subject_of
from console.inputs.desk import CorrectionForm, RatingForm
from console.outputs import done, show
from desk import selectors, services
from desk.errors import RatingInvalid


@require_POST
@page("chat.ask")
def rate(request: Visit, turn_id: UUID) -> HttpResponse:
    """Rate an answer of one's own; the same again takes the rating back."""
    logged_turn(turn_id, reader=request.principal)
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise RatingInvalid(field=next(iter(form.errors)))
    subject, data = subject_of(request.principal), form.cleaned_data
    held = selectors.ratings([turn_id], subject=subject).get(turn_id)
    plain = not data["reason"] and not data["comment"]
    if held and plain and held.verdict == data["verdict"]:
        services.take_back(turn_id=turn_id, subject=subject, by=request.principal)
    else:
        reason = data["reason"] or (held.reason if held and data["verdict"] == "bad" and data["comment"] else "")
        services.rate(
            turn_id=turn_id,
            subject=subject,
            by=request.principal,
            verdict=data["verdict"],
            reason=reason,
            comment=data["comment"],
        )
    return _shown(request, turn_id)


@require_POST
@page("chat.ask")
def wish(request: Visit, turn_id: UUID) -> HttpResponse:
    """Ask to be told once there is an answer, or no longer."""
    subject = subject_of(request.principal)
    work = services.take_wish_back if "off" in request.POST else services.wish
    work(turn_id=turn_id, subject=subject, by=request.principal)
    return _shown(request, turn_id)


def _shown(request: Visit, turn_id: UUID) -> HttpResponse:
    subject = subject_of(request.principal)
    rating = selectors.ratings([turn_id], subject=subject).get(turn_id)
    wished = turn_id in selectors.wishes([turn_id], subject=subject)
    turn = logged_turn(turn_id, reader=request.principal)
    return show(
        request,
        "chat/_rating.html",
        turn_id=turn_id,
        outcome=turn.outcome,
        rating=rating,
        wished=wished,
        touched=True,
    )


@require_POST
@page("conversations.read")
def correct(request: Visit, turn_id: UUID) -> HttpResponse:
    """An operator's rating of somebody else's answer, with what it should have said: the editors get it at once."""
    turn = logged_turn(turn_id, reader=request.principal)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        raise RatingInvalid(field=next(iter(form.errors)))
    data = form.cleaned_data
    bad = data["verdict"] == "bad"
    services.rate_anothers(
        turn_id=turn_id,
        by=request.principal,
        verdict=data["verdict"],
        reason=data["reason"] if bad else "",
        correction=data["correction"],
    )
    says = _("Noted. The editors find it on their list.") if bad or data["correction"] else _("Noted.")
    return done(request, says, "logged", conversation_id=turn.conversation_id)
