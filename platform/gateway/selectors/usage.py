"""Sum up what was used."""

from datetime import datetime
from typing import Literal

from django.db.models import CharField, Count, F, Sum
from django.db.models.functions import Cast, TruncDate

from gateway.models import UsageRow
from gateway.types import UsageInfo

_KEYS = {
    "model": F("card_name"),
    "bot": Cast("bot_id", CharField()),
    "key": Cast("key_id", CharField()),
    "purpose": F("purpose"),
    "day": Cast(TruncDate("created_at"), CharField()),
}


def usage(
    *, since: datetime, until: datetime, by: Literal["model", "bot", "key", "purpose", "day"]
) -> tuple[UsageInfo, ...]:
    """One row per value of `by` and currency, the days in order, all else by the tokens used."""
    rows = (
        UsageRow.objects.filter(created_at__gte=since, created_at__lt=until)
        .values("currency", group=_KEYS[by])
        .annotate(calls=Count("id"), prompt=Sum("prompt_tokens"), completion=Sum("completion_tokens"), paid=Sum("cost"))
    )
    found = [
        UsageInfo(
            key=row["group"] or "",
            calls=row["calls"],
            prompt_tokens=row["prompt"],
            completion_tokens=row["completion"],
            cost=row["paid"],
            currency=row["currency"],
        )
        for row in rows
    ]
    if by == "day":
        return tuple(sorted(found, key=lambda info: info.key))
    return tuple(sorted(found, key=lambda info: -(info.prompt_tokens + info.completion_tokens)))
