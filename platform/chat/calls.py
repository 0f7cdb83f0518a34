"""Say to the gateway what a turn's call is about, and which of its texts may go where."""

from __future__ import annotations

from chat.turn import Turn
from gateway.types import IN_HOUSE, Call, Decision


def call(turn: Turn, *, personal: bool) -> Call:
    """The call of this turn. `personal`: unmasked personal data is in its text."""
    principal = turn.request.principal
    return Call(
        tenant_id=turn.request.tenant_id,
        purpose="answer",
        sensitivity=turn.sensitivity,
        personal=personal,
        legal_basis=turn.basis.kind if turn.basis else "none",
        turn_id=turn.id,
        bot_id=turn.bot.id,
        subject=turn.request.subject.ref,
        key_id=principal.id if principal.kind == "key" else None,
    )


def stays_in_house(decision: Decision) -> bool:
    """Does neither the chosen model nor any fallback lie outside?"""
    return all(card.location in IN_HOUSE for card in (decision.card, *decision.fallbacks))
