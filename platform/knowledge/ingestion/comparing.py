"""Look for what a new version repeats or contradicts in other documents, once it can be found itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from uuid import UUID

from audit.services import record
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge import events
from knowledge.audiences import disjoint
from knowledge.comparing.disagreeing import Disagreement, Side, disagreement
from knowledge.comparing.repeating import REPEATS, key_of, resemblance
from knowledge.liveness import meet
from knowledge.models import SEEN, Base, DocumentVersion, Overlap
from knowledge.models import Passage as PassageRow
from knowledge.selectors.passages import passage_of
from knowledge.selectors.searching import prepare, search
from knowledge.types import OverlapKind, Passage
from tenants.types import job_principal

KIND = "knowledge.compare"
AFTER = timedelta(seconds=10)
"""Files that were uploaded together are ready by then, so that each meets the others."""
MOST_PASSAGES = 2000
"""Of one version; two minutes of work. Later ones are not compared, and the record says how many were."""
SEARCHED, NEAREST = 30, 8
"""Passages found for each passage, and of those of other documents the nearest that are read."""
ACTOR = "job:knowledge.compare"
RIGHTS = frozenset({"knowledge.read", "knowledge.write"})


@dataclass(frozen=True, slots=True)
class Met:
    """A passage of the new version beside one of another document. No disagreement: the one repeats the other."""

    mine: Passage
    other: Passage
    disagreement: Disagreement | None = None


def compare(work: Work) -> None:
    """Compare a version passage by passage with what search finds nearest: never every passage with every other."""
    version_id = UUID(work.payload["version"])
    with tenant_scope(work.tenant_id):
        passages = _passages(version_id)
        base_ids = list(Base.objects.values_list("id", flat=True))
    met: list[Met] = []
    keeper = job_principal(tenant_id=work.tenant_id, name="knowledge.compare", scopes=RIGHTS)
    for at, passage in enumerate(passages):
        asked = prepare(passage.text)
        with tenant_scope(work.tenant_id):
            near = search(question=asked, base_ids=base_ids, principal=keeper, limit=SEARCHED)
        others = [each for each in near if each.document_id != passage.document_id][:NEAREST]
        met += filter(None, (meeting(passage, other) for other in others))
        if at % 25 == 0:
            work.renew()
    with tenant_scope(work.tenant_id):
        _write(version_id, met, len(passages))


def meeting(mine: Passage, other: Passage) -> Met | None:
    """What two passages have to do with each other, if anything. Texts for different people never disagree."""
    if disjoint(mine.audience, other.audience):
        return None
    found = disagreement(_side(mine), _side(other))
    if found is not None:
        return Met(mine, other, found)
    return Met(mine, other) if resemblance(mine.text, other.text) >= REPEATS else None


def _side(passage: Passage) -> Side:
    stem = re.sub(r"[-_.]+", " ", PurePosixPath(passage.document).stem)
    return Side(place=f"{stem} {passage.path}", text=passage.text)


def _passages(version_id: UUID) -> tuple[Passage, ...]:
    """Those of the version that can be found; none where it is gone or replaced by now."""
    rows = PassageRow.objects.filter(version_id=version_id, version__live=True, switched_on=True, verdict__in=SEEN)
    return tuple(map(passage_of, rows.select_related("version__document").order_by("ordinal")[:MOST_PASSAGES]))


def _write(version_id: UUID, met: Sequence[Met], compared: int) -> None:
    """Write down what is new and may be in force at one time; what was kept before is not asked again."""
    version = DocumentVersion.objects.select_related("document").filter(id=version_id).first()
    if version is None:
        return
    rows = [row for row in (*_conflicts(met), *_duplicates(met, compared)) if _together(row)]
    kept = set(
        Overlap.objects.filter(texts__in=[row.texts for row in rows], state="kept").values_list("texts", flat=True)
    )
    there = _held({side for row in rows for side in (row.first_id, row.second_id)})
    new = [row for row in rows if row.texts not in kept and {row.first_id, row.second_id} <= there]
    Overlap.objects.bulk_create(new, ignore_conflicts=True)
    repeated = sum(row.kind == "duplicate" for row in new)
    data = {"document": str(version.document_id), "version": str(version.id), "number": version.number}
    data |= {"name": version.document.name, "passages": compared, "duplicates": repeated}
    record(events.COMPARED, actor=ACTOR, data=data | {"conflicts": len(new) - repeated})


def _held(passage_ids: Iterable[UUID]) -> set[UUID]:
    """Those that are still there, held until the transaction ends, so that no deletion passes the new rows."""
    rows = PassageRow.objects.select_for_update(no_key=True).filter(id__in=list(passage_ids)).order_by("id")
    return set(rows.values_list("id", flat=True))


def _together(row: Overlap) -> bool:
    """Can both be in force at one moment?"""
    ids = PassageRow.objects.filter(id__in=[row.first_id, row.second_id]).values("version_id")
    versions = list(DocumentVersion.objects.filter(id__in=ids))
    return len(versions) == 2 and meet(versions[0], versions[1])


def _conflicts(met: Sequence[Met]) -> Iterator[Overlap]:
    for each in met:
        if each.disagreement is not None:
            said = each.disagreement
            yield _row(each.mine, each.other, said.kind, (said.first, said.second), said.likeness)


def _duplicates(met: Sequence[Met], compared: int) -> Iterator[Overlap]:
    """One for each other version: its first repeated passage, and the share of the new version's that are repeated."""
    for same in _by_version(met).values():
        one = same[0]
        row = _row(one.mine, one.other, "duplicate", (one.mine.text, one.other.text), len(same) / compared)
        row.repeated = [[str(each.mine.id), str(each.other.id)] for each in same]
        yield row


def _by_version(met: Sequence[Met]) -> Mapping[UUID, list[Met]]:
    """The repetitions by the other version; a passage counts once, with the nearest one that repeats it."""
    found: dict[UUID, dict[UUID, Met]] = defaultdict(dict)
    for each in met:
        if each.disagreement is None:
            found[each.other.version_id].setdefault(each.mine.id, each)
    return {version_id: list(same.values()) for version_id, same in found.items()}


def _row(mine: Passage, other: Passage, kind: OverlapKind, says: tuple[str, str], likeness: float) -> Overlap:
    """The older passage first, so that two comparisons that meet write one row."""
    sides = sorted(((mine.id, says[0]), (other.id, says[1])))
    return Overlap(
        first_id=sides[0][0],
        second_id=sides[1][0],
        kind=kind,
        first_says=sides[0][1],
        second_says=sides[1][1],
        likeness=round(likeness, 4),
        texts=key_of(*says),
    )
