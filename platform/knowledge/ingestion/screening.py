"""Judge passages by the document policy: law and news pass, what the law forbids is withheld from search."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from kit import clock
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge.ingestion.progress import Item, finish, hold
from knowledge.ingestion.rows import searched_text
from knowledge.models import SEEN, Passage
from moderation.selectors import screen_for
from moderation.types import Screen

BATCH = 500


def screen(work: Work, item: Item) -> None:
    """Batch by batch, so that a long document keeps its lease and an interruption loses at most one. Raises ModerationBroken."""
    started = clock.now()
    while True:
        with tenant_scope(work.tenant_id):
            hold(item.id, after="split")
            if not judge_batch([item.id], screen_for(None, side="document")):
                break
        work.renew()
    with tenant_scope(work.tenant_id):
        row = hold(item.id, after="split")
        passages = Passage.objects.filter(version_id=item.id)
        flagged = passages.exclude(verdict__in=SEEN).count()
        finish(row, "screened", started, {"passages": row.passage_count, "flagged": flagged})


def judge_batch(version_ids: Iterable[UUID], screen: Screen, size: int = BATCH) -> int:
    """Judge the next unjudged passages of these versions; how many. Raises ModerationBroken."""
    rows = list(Passage.objects.filter(version_id__in=list(version_ids), verdict="").order_by("id")[:size])
    with_versions = " ".join(f"{name}:{version}" for name, version in screen.versions)[:200]
    alike: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for row in rows:
        verdict = screen.judge(searched_text(row.path, row.text))
        alike[verdict.action.value, verdict.category].append(row.id)
    for (action, category), ids in alike.items():
        found = Passage.objects.filter(id__in=ids)
        found.update(verdict=action, category=category, screened_with=with_versions)
    return len(rows)
