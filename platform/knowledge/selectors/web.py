"""Read which web pages a base takes in, and how their last reading went."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext

from kit import clock
from knowledge.adapters.web import FETCH_FAILURES
from knowledge.errors import WebSourceNotFound
from knowledge.models import WebPage, WebSource
from knowledge.parsed import FAILURES
from knowledge.problems import PROBLEMS
from knowledge.selectors.access import readable_bases
from knowledge.types import WebPageInfo, WebSourceInfo
from tenants.types import Principal

LOST_AFTER = timedelta(hours=6)
"""A reading that has not ended by then was lost, and another may begin."""


def web_sources(base_id: UUID, *, principal: Principal) -> tuple[WebSourceInfo, ...]:
    """The lists and sitemaps of a base, the newest first; none of one that the caller may not read."""
    rows = WebSource.objects.filter(base_id=base_id, base__in=readable_bases(principal)).order_by("-created_at", "-id")
    return _infos(rows)


def web_source(source_id: UUID, *, principal: Principal) -> WebSourceInfo:
    """Raises WebSourceNotFound."""
    found = _infos(WebSource.objects.filter(id=source_id, base__in=readable_bases(principal)))
    if not found:
        raise WebSourceNotFound
    return found[0]


def web_pages(source_id: UUID, *, principal: Principal, after: str = "", limit: int = 100) -> tuple[WebPageInfo, ...]:
    """Pages in the order of their addresses, from the one after `after`. Raises WebSourceNotFound."""
    web_source(source_id, principal=principal)
    rows = WebPage.objects.filter(source_id=source_id, address__gt=after).order_by("address")[:limit]
    return tuple(_page(row) for row in rows)


def live_address(document_id: UUID) -> str:
    """Where on the web the document came from; "" for one that was uploaded."""
    found = WebPage.objects.filter(document_id=document_id).values_list("address", flat=True).first()
    return found or ""


def is_reading(row: WebSource) -> bool:
    """Is a reading of it going on?"""
    if row.began_at is None or row.began_at < clock.now() - LOST_AFTER:
        return False
    return row.read_at is None or row.read_at < row.began_at


def says(code: str, details: dict[str, str | int]) -> str:
    """The sentence of a problem in the reader's language; "" for none."""
    sentence = FETCH_FAILURES.get(code) or FAILURES.get(code) or PROBLEMS.get(code)
    return gettext(sentence) % details if sentence else code


def _infos(rows: Sequence[WebSource]) -> tuple[WebSourceInfo, ...]:
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    states = WebPage.objects.filter(source__in=[row.id for row in rows]).values_list("source_id", "state")
    for source_id, state, number in states.annotate(number=Count("id")):
        counts[source_id][state] = number
    return tuple(
        WebSourceInfo(
            id=row.id,
            base_id=row.base_id,
            kind=row.kind,
            address=row.address,
            every=row.every,
            reading=is_reading(row),
            read_at=row.read_at,
            due_at=row.due_at,
            problem=says(row.problem, row.problem_details),
            counts=dict(counts[row.id]),
            created_at=row.created_at,
        )
        for row in rows
    )


def _page(row: WebPage) -> WebPageInfo:
    return WebPageInfo(
        id=row.id,
        source_id=row.source_id,
        document_id=row.document_id,
        address=row.address,
        title=row.title,
        state=row.state,
        problem=says(row.problem, row.problem_details),
        read_at=row.read_at,
        changed_at=row.changed_at,
    )
