"""Figures as callers get them."""

from datetime import date

from desk.types import Figures as Held
from desk.types import Share
from rest.outputs.desk import Figures


def test_a_share_is_told_as_a_number() -> None:
    day = date(2026, 11, 22)
    held = Held(
        first=day,
        last=day,
        shares=(Share(day=day, asked=4, unanswered=1),),
        asked=4,
        unanswered=1,
        good=1,
        bad=0,
        reasons={},
        documents=(),
        never=(),
    )
    told = Figures(held).data
    assert dict(told["shares"][0]) == {"day": "2026-11-22", "asked": 4, "unanswered": 1, "share": 0.25}
