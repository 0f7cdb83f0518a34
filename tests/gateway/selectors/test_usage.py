"""Sums of what was used."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from gateway.selectors import cards, usage
from gateway.services import record_usage
from gateway.types import Call, Usage
from kit import clock
from kit.ids import new_id


@pytest.mark.parametrize(("by", "tokens"), [("bot", [40, 20]), ("purpose", [60]), ("model", [60]), ("key", [60])])
def test_sums_by_what_is_asked_for_the_largest_first(in_acorn: UUID, by: str, tokens: list[int]) -> None:
    call = Call(
        tenant_id=in_acorn,
        purpose="answer",
        sensitivity="public",
        personal=False,
        legal_basis="contract",
        bot_id=new_id(),
    )
    other = replace(call, bot_id=new_id())
    for each in (call, other, other):
        record_usage(call=each, card=cards()[0], usage=Usage(prompt_tokens=15, completion_tokens=5))
    now = clock.now()
    rows = usage(since=now - timedelta(hours=1), until=now + timedelta(seconds=1), by=by)  # type: ignore[arg-type]
    assert [row.prompt_tokens + row.completion_tokens for row in rows] == tokens
    assert usage(since=now + timedelta(seconds=1), until=now + timedelta(hours=1), by=by) == ()  # type: ignore[arg-type]


def test_days_come_in_their_order(in_acorn: UUID) -> None:
    call = Call(tenant_id=in_acorn, purpose="answer", sensitivity="public", personal=False, legal_basis="contract")
    for days in (0, 2, 1):
        with clock.freeze(clock.now() - timedelta(days=days)):
            record_usage(call=call, card=cards()[0], usage=Usage(prompt_tokens=days + 1, completion_tokens=0))
    now = clock.now()
    rows = usage(since=now - timedelta(days=5), until=now + timedelta(seconds=1), by="day")
    assert [row.prompt_tokens for row in rows] == [3, 2, 1]
