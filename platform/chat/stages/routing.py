"""Choose the model, by what the text is and where it may go. The decision and its reason stay on the turn."""

from dataclasses import replace

from chat import notices
from chat.calls import call
from chat.turn import Refusal, Turn
from gateway.errors import NoRoute
from gateway.selectors import decide
from kit.database import run_unit
from knowledge.selectors import sensitivity_of


async def run(turn: Turn) -> Turn:
    """Decide the card for this turn. Refuses with `no_route` where no model may take it."""
    return await run_unit(turn.request.tenant_id, _routed, turn)


def _routed(turn: Turn) -> Turn:
    settings = turn.bot.settings
    turn = replace(turn, sensitivity=sensitivity_of(settings.base_ids) if settings.base_ids else "public")
    try:
        decision = decide(call(turn, personal=False), route_id=settings.route_id)
    except NoRoute as error:
        failure = notices.failure(error, turn.language)
        raise Refusal("no_route", "gateway", failure.says, failure=failure) from error
    return replace(turn, decision=decision)
