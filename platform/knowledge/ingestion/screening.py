"""Judge passages by the document policy: law and news pass, what the law forbids is withheld from search."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    note(verdicts(rows, screen), screen)
    return len(rows)


def verdicts(rows: Iterable[Passage], screen: Screen) -> dict[UUID, tuple[str, str]]:
    """(action, category) for each of these passages. Raises ModerationBroken."""
    judged = {row.id: screen.judge(searched_text(row.path, row.text)) for row in rows}
    return {row_id: (verdict.action.value, verdict.category) for row_id, verdict in judged.items()}


def note(found: Mapping[UUID, tuple[str, str]], screen: Screen) -> None:
    """Write verdicts down with the versions of the screen that gave them."""
    alike: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for row_id, said in found.items():
        alike[said].append(row_id)
    for (action, category), ids in alike.items():
        rows = Passage.objects.filter(id__in=ids)
        rows.update(verdict=action, category=category, screened_with=named(screen.versions))


def named(versions: Iterable[tuple[str, str]]) -> str:
    """Versions as they are stored with a verdict."""
    return " ".join(f"{name}:{version}" for name, version in versions)[:200]
