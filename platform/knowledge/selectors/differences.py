"""Compare two versions of a document, as far as their text may be shown."""

from dataclasses import dataclass
from uuid import UUID

from knowledge.comparing.changes import Change, compare
from knowledge.errors import DocumentNotFound
from knowledge.models import SEEN, Passage
from knowledge.selectors.documents import versions
from knowledge.types import VersionInfo
from tenants.types import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What `after` changed in `before`: sentences in order, counts by kind, passages that screening keeps back from
    both, and whether a side was too long to be compared whole."""

    before: VersionInfo
    after: VersionInfo
    changes: tuple[Change, ...]
    counts: dict[str, int]
    withheld: int
    cut: bool


def differences(document_id: UUID, before: int, after: int, *, principal: Principal) -> Differences:
    """Compare two versions by their numbers. Raises DocumentNotFound, also where one of them is not there."""
    found = {each.number: each for each in versions(document_id, principal=principal)}
    if before not in found or after not in found:
        raise DocumentNotFound
    old, new = found[before], found[after]
    held = Passage.objects.filter(version_id__in=[old.id, new.id])
    said = compare(_texts(old), _texts(new))
    return Differences(
        before=old,
        after=new,
        changes=said.changes,
        counts={str(kind): count for kind, count in said.counts.items()},
        withheld=held.exclude(verdict__in=SEEN).count(),
        cut=said.cut,
    )


def _texts(version: VersionInfo) -> list[str]:
    rows = Passage.objects.filter(version_id=version.id, verdict__in=SEEN).order_by("ordinal")
    return list(rows.values_list("text", flat=True))
