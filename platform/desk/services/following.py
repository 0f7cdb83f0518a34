"""Run the regression cases of the bots whose material changes."""

from collections.abc import Sequence
from uuid import UUID

from chat.selectors import bots
from desk.models import Case
from desk.services.cases import request_run
from knowledge.services import follow_changes


@follow_changes
def run_after_change(base_ids: Sequence[UUID]) -> None:
    """One run for each bot that has cases and uses one of the bases; several changes share it."""
    with_cases = set(Case.objects.values_list("bot_id", flat=True))
    if not with_cases:
        return
    for bot in bots():
        if bot.id in with_cases and not set(base_ids).isdisjoint(bot.settings.base_ids):
            request_run(bot_id=bot.id, cause="changed")
