"""Remind owners of documents that are to be reviewed: two weeks before, on the day, and then every week."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from audit.services import record
from kit import clock
from kit.roles import atomic
from knowledge import events
from knowledge.models import FILE, Document
from tenants.selectors import tenant
from tenants.services import mail_member

AHEAD = timedelta(days=14)
AGAIN = timedelta(days=7)
ACTOR = "job:knowledge.remind"


@atomic()
def remind() -> int:
    """Mail each owner what is due, all in one, in the tenant in scope; how many documents. A second call the same day
    finds nothing more to say."""
    today = clock.now().astimezone(ZoneInfo(tenant().zone)).date()
    rows = Document.objects.select_for_update().filter(kind=FILE, owner__isnull=False, review_on__lte=today + AHEAD)
    due = [row for row in rows.order_by("review_on", "id") if is_due(row.review_on, row.reminded_on, today)]
    owned: dict[UUID, list[Document]] = defaultdict(list)
    for row in due:
        owned[row.owner].append(row)
    for owner, documents in owned.items():
        _remind(owner, documents)
    Document.objects.filter(id__in=[row.id for row in due]).update(reminded_on=today)
    return len(due)


def is_due(review_on: date, reminded_on: date | None, today: date) -> bool:
    """Has a day to remind come since the last reminder?"""
    mark = last_mark(review_on, today)
    return mark is not None and (reminded_on is None or reminded_on < mark)


def last_mark(review_on: date, today: date) -> date | None:
    """The latest day on which somebody is reminded of a review, up to today; None before the first."""
    if today < review_on:
        first = review_on - AHEAD
        return first if today >= first else None
    return review_on + AGAIN * ((today - review_on) // AGAIN)


def _remind(owner: UUID, documents: Sequence[Document]) -> None:
    about = tenant()
    lines = [(row.name, row.review_on, f"{settings.CONSOLE_URL}/knowledge/documents/{row.id}/") for row in documents]
    with translation.override(about.language):
        mailed = mail_member(member_id=owner, template="email/review", values={"tenant": about.name, "lines": lines})
    data = {"owner": str(owner), "documents": len(documents), "mailed": "yes" if mailed else "no"}
    record(events.REMINDED, actor=ACTOR, data=data)
