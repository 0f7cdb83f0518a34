"""Say for the gateway what a turn's text is and for whom it is."""

from __future__ import annotations

from chat.turn import Turn
from gateway.types import Call, Purpose, Sensitivity


def call_of(turn: Turn, *, purpose: Purpose, sensitivity: Sensitivity) -> Call:
    """What the gateway must know. The text is masked, so any model that the sensitivity allows may have it."""
    principal = turn.request.principal
    return Call(
        tenant_id=turn.request.tenant_id,
        purpose=purpose,
        sensitivity=sensitivity,
        personal=False,
        legal_basis=turn.basis.kind if turn.basis else "none",
        turn_id=turn.id,
        bot_id=turn.bot.id,
        subject=turn.request.subject.ref,
        key_id=principal.id if principal.kind == "key" else None,
    )
