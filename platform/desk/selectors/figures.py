"""Read the numbers: how much was left unanswered, what was found and cited, and what never is."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDay

from chat.turn import Outcome
from desk.models import Counted, Hit, Rating
from desk.types import DocumentHits, Figures, PassageHits, Share
from knowledge.errors import PassageNotFound
from knowledge.selectors import bases, documents, passage
from knowledge.types import BaseInfo, DocumentInfo
from tenants.selectors import tenant
from tenants.types import Principal

MOST_PASSAGES = 20
PAGE = 200
Step = Literal["day", "week"]


def figures(*, first: date, last: date, reader: Principal, bot_id: UUID | None = None, step: Step = "day") -> Figures:
    """Everything about the days `first` to `last`, both included, in the tenant's zone. Documents and passages are those
    that `reader` may read; a base that no bot uses has its documents among those that were never found."""
    zone = ZoneInfo(tenant().zone)
    shares = _shares(first, last, zone, bot_id)
    found = _documents(first, last, reader, bot_id)
    good, bad, reasons = _ratings(first, last, zone, bot_id)
    return Figures(
        first=first,
        last=last,
        shares=shares if step == "day" else by_week(shares),
        asked=sum(each.asked for each in shares),
        unanswered=sum(each.unanswered for each in shares),
        good=good,
        bad=bad,
        reasons=reasons,
        documents=tuple(each for each in found if each.found),
        never=tuple(each for each in found if not each.found),
        passages=_passages(first, last, reader, bot_id),
    )


def by_week(shares: Iterable[Share]) -> tuple[Share, ...]:
    """Days summed to weeks that begin on Monday; the first and the last may be cut by the period."""
    asked: Counter[date] = Counter()
    unanswered: Counter[date] = Counter()
    for each in shares:
        monday = each.day - timedelta(days=each.day.weekday())
        asked[monday] += each.asked
        unanswered[monday] += each.unanswered
    return tuple(Share(day=day, asked=asked[day], unanswered=unanswered[day]) for day in sorted(asked))


def _shares(first: date, last: date, zone: ZoneInfo, bot_id: UUID | None) -> tuple[Share, ...]:
    """Every day of the period, also those on which nothing was asked."""
    rows = _within(Counted.objects.all(), "asked_at", first, last, zone)
    rows = rows.filter(bot_id=bot_id) if bot_id else rows
    missed = Count("id", filter=Q(outcome=Outcome.NOT_IN_MATERIAL))
    days = rows.annotate(day=TruncDay("asked_at", tzinfo=zone)).values("day").annotate(n=Count("id"), m=missed)
    held = {row["day"].astimezone(zone).date(): (row["n"], row["m"]) for row in days}
    count = (last - first).days + 1
    every = (first + timedelta(days=each) for each in range(count))
    return tuple(Share(day=day, asked=held.get(day, (0, 0))[0], unanswered=held.get(day, (0, 0))[1]) for day in every)


def _within(rows: QuerySet[Any], field: str, first: date, last: date, zone: ZoneInfo) -> QuerySet[Any]:
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    return rows.filter(**{f"{field}__gte": begin, f"{field}__lt": end})


def _ratings(first: date, last: date, zone: ZoneInfo, bot_id: UUID | None) -> tuple[int, int, dict[str, int]]:
    rows = _within(Rating.objects.all(), "updated_at", first, last, zone)
    rows = rows.filter(turn__bot_id=bot_id) if bot_id else rows
    verdicts = Counter(rows.values_list("verdict", flat=True))
    reasons = Counter(rows.exclude(reason="").values_list("reason", flat=True))
    return verdicts["good"], verdicts["bad"], dict(reasons.most_common())


def _hits(first: date, last: date, bot_id: UUID | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = Hit.objects.filter(day__gte=first, day__lte=last)
    return rows.filter(bot_id=bot_id) if bot_id else rows


def _documents(first: date, last: date, reader: Principal, bot_id: UUID | None) -> list[DocumentHits]:
    """Every document that can be found, with its hits: the most cited first, of those that are not hit the oldest."""
    hits = _hits(first, last, bot_id).values("document_id")
    summed = {row["document_id"]: row for row in hits.annotate(f=Sum("found"), c=Sum("cited"), d=Max("day"))}
    nothing = {"f": 0, "c": 0, "d": None}
    found = [
        _document_hits(base, each, summed.get(each.id, nothing))
        for base in bases(reader)
        for each in _all_documents(base.id, reader)
        if each.version
    ]
    return sorted(found, key=lambda each: (-each.cited, -each.found, each.name))


def _document_hits(base: BaseInfo, document: DocumentInfo, row: dict[str, Any]) -> DocumentHits:
    return DocumentHits(
        document_id=document.id,
        base_id=base.id,
        name=document.name,
        base_name=base.name,
        found=row["f"],
        cited=row["c"],
        last_on=row["d"],
    )


def _all_documents(base_id: UUID, reader: Principal) -> Iterable[DocumentInfo]:
    after: UUID | None = None
    while True:
        part = documents(base_id, principal=reader, after=after, limit=PAGE)
        yield from part
        if len(part) < PAGE:
            return
        after = part[-1].id


def _passages(first: date, last: date, reader: Principal, bot_id: UUID | None) -> tuple[PassageHits, ...]:
    """The passages that were cited most, then found most; those that are gone or closed to the reader left out."""
    rows = _hits(first, last, bot_id).values("passage_id", "document_id").annotate(f=Sum("found"), c=Sum("cited"))
    shown: list[PassageHits] = []
    for row in rows.order_by("-c", "-f", "passage_id")[: MOST_PASSAGES * 2]:
        try:
            held = passage(row["passage_id"], principal=reader)
        except PassageNotFound:
            continue
        shown.append(
            PassageHits(passage_id=held.id, document_id=held.document_id, found=row["f"], cited=row["c"], passage=held)
        )
    return tuple(shown[:MOST_PASSAGES])
