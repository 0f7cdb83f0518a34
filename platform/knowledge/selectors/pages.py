"""Find the page behind a picture, and keep pages that hold text which may not be seen from being drawn."""

from uuid import UUID

from django.db.models import Q

from knowledge.errors import DocumentNotFound, PageNotFound, PageWithheld
from knowledge.models import DocumentVersion
from knowledge.selectors.access import readable
from knowledge.selectors.passages import passage_of
from knowledge.selectors.showing import shown
from knowledge.types import PageSource, Passage
from moderation.types import Screen
from tenants.types import Principal


def page_source(version_id: UUID, page: int, *, principal: Principal, screen: Screen | None = None) -> PageSource:
    """What `picture` draws. `screen` is for people outside: they see a page only if it passes unchanged.

    Raises DocumentNotFound; PageNotFound where the file has no such page; PageWithheld where the document policy keeps
    a passage of it back, or `screen` stops or masks one; ModerationBroken.
    """
    rows = DocumentVersion.objects.filter(readable(principal, through="document__"), id=version_id)
    row = rows.select_related("document").first()
    if row is None:
        raise DocumentNotFound
    if row.pages is None or not 1 <= page <= row.pages:
        raise PageNotFound
    passages = _passages_on(row, page)
    if any(each.withheld for each in passages) or (screen and shown(passages, screen=screen).passages != passages):
        raise PageWithheld
    return PageSource(version_id=row.id, page=page, file=row.file)


def _passages_on(row: DocumentVersion, page: int) -> tuple[Passage, ...]:
    """Those that begin on the page, and the one before them, whose end may run over onto it."""
    rows = row.passages.select_related("version__document")
    before = rows.filter(page__lt=page).order_by("-ordinal").values("id")[:1]
    return tuple(map(passage_of, rows.filter(Q(page=page) | Q(id__in=before)).order_by("ordinal")))
