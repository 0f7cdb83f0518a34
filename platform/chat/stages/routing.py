"""Choose the model, by what the text is and where it may go. The decision and its reason stay on the turn."""

from dataclasses import replace

from chat.running.calls import call_of
from chat.turn import Refusal, Turn
from chat.wording import notices
from gateway.errors import NoRoute
from gateway.selectors import decide
from kit.database import run_unit
from knowledge.selectors import sensitivity_of

EXTRACTIVE = "extractive"
"""Answers word for word from passages; without any it has nothing to say."""


async def run(turn: Turn) -> Turn:
    """Decide the card for this turn. Refuses with `no_route` where no model may take it."""
    return await run_unit(turn.request.tenant_id, _routed, turn)


def _routed(turn: Turn) -> Turn:
    settings = turn.bot.settings
    turn = replace(turn, sensitivity=sensitivity_of(settings.base_ids) if settings.base_ids else "public")
    call = call_of(turn, purpose="answer", sensitivity=turn.sensitivity)
    try:
        decision = decide(call, route_id=settings.route_id)
        if decision.card.vendor == EXTRACTIVE and not turn.passages:
            raise NoRoute(passed_over=(*decision.passed_over, (decision.card.name, "cannot_do_this")))
    except NoRoute as error:
        failure = notices.failure(error, turn.language)
        raise Refusal("no_route", "gateway", failure.says, failure=failure) from error
    return replace(turn, call=call, decision=decision)
