"""May this person's question be processed at all? Never goes on without a legal basis."""

from dataclasses import replace

from chat.turn import Refusal, Turn
from chat.wording import notices
from consent.errors import ConsentRequired
from consent.selectors import basis_for
from kit.database import run_unit


async def run(turn: Turn) -> Turn:
    """Find the basis for the purpose "service". Refuses with `consent_required`."""
    request = turn.request
    try:
        basis = await run_unit(
            request.tenant_id,
            basis_for,
            request.subject,
            "service",
            attested=request.attested,
            language=turn.language,
        )
    except ConsentRequired as error:
        failure = notices.failure(error, turn.language)
        raise Refusal("consent_required", "consent", failure.says, failure=failure) from error
    return replace(turn, basis=basis)
