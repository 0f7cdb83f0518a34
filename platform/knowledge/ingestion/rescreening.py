"""Judge stored passages anew when the lexicon, the document policy or a detector has another version."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from audit.services import record
from kit.outbox import Work, enqueue
from kit.scoping import tenant_scope
from knowledge import events
from knowledge.ingestion.screening import BATCH, named, note, verdicts
from knowledge.liveness import lock_bases, move
from knowledge.models import SEEN, Passage
from moderation.selectors import screen_for, versions_for
from moderation.types import Screen

KIND = "moderation.changed"
ACTOR = "job:knowledge.rescreen"
FIRST = UUID(int=0)


def rescreen(work: Work) -> None:
    """Judge what was judged in other versions, batch by batch. Done twice, or by two at once, it does no harm.

    Versions that change meanwhile begin the round anew; an interruption loses at most one batch. Raises ModerationBroken.
    """
    versions, last = "", FIRST
    while True:
        with tenant_scope(work.tenant_id):
            screen = screen_for(None, side="document")
            if named(screen.versions) != versions:
                versions, last = named(screen.versions), FIRST
            left = stale(Passage.objects.filter(id__gt=last), versions)
            rows = list(left.select_related("version").order_by("id")[:BATCH])
            if not rows:
                return
            _judge_anew(rows, screen)
        last = rows[-1].id
        work.renew()


def stale(passages: "QuerySet[Passage, Any]", versions: str) -> "QuerySet[Passage, Any]":
    """Those judged in other versions. Passages without a verdict are on their way: ingestion judges them."""
    return passages.exclude(verdict="").exclude(screened_with=versions)


def _judge_anew(rows: Sequence[Passage], screen: Screen) -> None:
    """Write down the new verdicts; search follows them in the same moment."""
    found = verdicts(rows, screen)
    hidden = [row for row in rows if row.verdict in SEEN and found[row.id][0] not in SEEN]
    freed = [row for row in rows if row.verdict not in SEEN and found[row.id][0] in SEEN]
    if hidden or freed:
        lock_bases({row.version.document_id for row in (*hidden, *freed)})
    note(found, screen)
    _move(hidden, live=False)
    _move([row for row in freed if row.switched_on and row.version.live], live=True)
    if hidden or freed:
        data = {"withheld": len(hidden), "released": len(freed), "screened_with": named(screen.versions)}
        record(events.RESCREENED, actor=ACTOR, data=data)


def _move(rows: Sequence[Passage], *, live: bool) -> None:
    if rows:
        move(sorted({row.version_id for row in rows}), live=live, passage_ids=[row.id for row in rows])


def promise_if_stale(passages: "QuerySet[Passage, Any]") -> None:
    """Promise to judge anew if any of these was judged in other versions than the present ones."""
    if stale(passages, named(versions_for(None, side="document"))).exists():
        enqueue(kind=KIND, payload={})
