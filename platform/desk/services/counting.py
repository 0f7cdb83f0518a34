"""Count what was asked, found and cited, once for each turn and without a word of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connections

from chat.errors import BotNotFound
from chat.selectors import bot, turn_record
from chat.turn import Outcome
from chat.types import TurnRecord
from desk.models import Counted
from kit.ids import new_id
from kit.roles import alias, atomic
from kit.scoping import current_tenant_id
from tenants.selectors import tenant

PROGRAM = "job:"
"""Commands, evaluations and the desk itself: nobody asks."""

ADD = """
INSERT INTO desk_hit (id, tenant_id, created_at, bot_id, day, document_id, passage_id, found, cited)
VALUES (%s, %s, now(), %s, %s, %s, %s, 1, %s)
ON CONFLICT (tenant_id, day, bot_id, passage_id)
DO UPDATE SET found = desk_hit.found + 1, cited = desk_hit.cited + excluded.cited
"""


@atomic()
def count_turn(*, turn_id: UUID) -> bool:
    """Count a closed turn. Tells whether it was counted now: not twice, no tests, nothing that a program asked.

    Raises TurnNotFound.
    """
    turn = turn_record(turn_id)
    if not counts(turn):
        return False
    try:
        bot_id = bot(turn.bot_slug).id
    except BotNotFound:
        return False
    _, fresh = Counted.objects.get_or_create(
        turn_id=turn.id, defaults={"bot_id": bot_id, "asked_at": turn.opened_at, "outcome": turn.outcome}
    )
    if fresh:
        _add_hits(turn, bot_id)
    return bool(fresh)


def counts(turn: TurnRecord) -> bool:
    """Is it a question of a person that came to an end?"""
    ended = turn.outcome not in (None, Outcome.ABORTED)
    return ended and not turn.test and not turn.actor.startswith(PROGRAM)


def _add_hits(turn: TurnRecord, bot_id: UUID) -> None:
    """Rows in the order of their keys, so that two workers never wait for each other in a circle."""
    day = turn.opened_at.astimezone(ZoneInfo(tenant().zone)).date()
    cited = {each.passage_id for each in turn.citations}
    found: dict[UUID, Mapping[str, Any]] = {UUID(each["id"]): each for each in turn.passages}
    with connections[alias()].cursor() as cursor:
        for passage_id in sorted(found):
            document_id = found[passage_id]["document_id"]
            values = [new_id(), current_tenant_id(), bot_id, day, document_id, passage_id, int(passage_id in cited)]
            cursor.execute(ADD, values)
