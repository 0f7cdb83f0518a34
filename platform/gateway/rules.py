"""Which cards a call may use, and why not. Pure: no database, no clock of its own."""

from collections.abc import Iterable, Sequence
from datetime import date

from gateway.types import IN_HOUSE, Call, Card, RouteStep

NEEDS_NO_BASIS = frozenset({"probe"})
# Word-for-word answers need passages and a question; nothing else can be asked of them.
EXTRACTIVE_PURPOSES = frozenset({"answer"})


def forbidden(call: Call, card: Card) -> str:
    """The rule that keeps this text from this model, or "". Checked for the chosen card and for each fallback."""
    if card.location == "builtin":
        return ""  # the text does not leave the process
    if call.legal_basis in ("", "none") and call.purpose not in NEEDS_NO_BASIS:
        return "no_legal_basis"
    if card.location not in IN_HOUSE and call.personal:
        return "unmasked_personal_data"
    if card.location not in IN_HOUSE and call.sensitivity == "confidential":
        return "confidential_base"
    return ""


def unusable(card: Card, today: date, resting: Iterable[object]) -> str:
    """What is wrong with the card itself, or "". `resting` are the ids of cards whose circuit is open."""
    if card.retires_on is not None and card.retires_on <= today:
        return "retired"
    if card.state != "ready":
        return {"off": "switched_off", "unprobed": "not_tested"}.get(card.state, card.state)
    return "resting_after_failures" if card.id in resting else ""


def unfit(call: Call, step: RouteStep, card: Card) -> str:
    """The condition of the step that the call does not meet, or ""."""
    if card.vendor == "extractive" and call.purpose not in EXTRACTIVE_PURPOSES:
        return "cannot_do_this"
    if step.purposes and call.purpose not in step.purposes:
        return "other_purposes"
    if step.sensitivities and call.sensitivity not in step.sensitivities:
        return "other_sensitivity"
    return ""


def sift(
    call: Call, steps: Sequence[tuple[RouteStep, Card]], *, today: date, resting: Iterable[object]
) -> tuple[list[tuple[RouteStep, Card]], tuple[tuple[str, str], ...]]:
    """(the candidates that may take the call, in order; the others as name and reason)."""
    kept, passed_over = [], []
    for step, card in steps:
        reason = unfit(call, step, card) or forbidden(call, card) or unusable(card, today, resting)
        if reason:
            passed_over.append((card.name, reason))
        else:
            kept.append((step, card))
    return kept, tuple(passed_over)
