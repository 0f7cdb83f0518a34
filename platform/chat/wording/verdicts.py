"""Turn a stopping verdict, or a moderator that broke, into the refusal that ends the turn."""

from chat.turn import Outcome, Refusal, Side, Turn
from chat.wording import notices
from moderation.types import Action, Verdict

ENDS = {Action.HAND_OVER: Outcome.HANDED_OVER, Action.HOLD: Outcome.HELD}
"""How a turn ends when a policy stops its text; any other stopping action refuses."""


def refusal(turn: Turn, side: Side, verdict: Verdict) -> Refusal:
    """The policy's own notice, or the platform's where it has none."""
    return Refusal(
        f"{side}_{verdict.action}",
        verdict.category,
        verdict.notice.says(turn.language) or notices.refused(turn.language),
        outcome=ENDS.get(verdict.action, Outcome.REFUSED),
        verdict=(side, verdict),
    )


def broken(turn: Turn) -> Refusal:
    """Nothing that could not be judged is shown or sent on."""
    return Refusal("moderation_broken", "moderation", notices.unscreened(turn.language))
