"""Read question-and-answer pairs."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kit import clock
from knowledge.audiences import narrowed
from knowledge.errors import PairNotFound
from knowledge.liveness import in_force
from knowledge.models import SEEN, DocumentVersion, Pair, PairPhrasing, Passage
from knowledge.pairing.content import folded
from knowledge.selectors.access import readable, reads_all
from knowledge.selectors.documents import problem
from knowledge.selectors.passages import UNSCREENED
from knowledge.types import PairInfo, PairSource, PairState, PairVersion
from tenants.types import Principal


def pairs(
    base_id: UUID,
    *,
    principal: Principal,
    search: str = "",
    state: PairState | None = None,
    after: UUID | None = None,
    limit: int | None = None,
) -> tuple[PairInfo, ...]:
    """The pairs of a base, newest first. `search` looks into questions and answer; `after` is the last one's id.

    Drafts are seen by those who keep the knowledge.
    """
    rows = _rows(principal).filter(document__base_id=base_id).order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if words := search.strip():
        asked = PairPhrasing.objects.filter(passage__version=OuterRef("version"), folded__contains=folded(words))
        said = Passage.objects.filter(version=OuterRef("version"), text__icontains=words)
        rows = rows.filter(Exists(said) | Exists(asked)) if folded(words) else rows.filter(Exists(said))
    if after is not None:
        rows = rows.filter(id__lt=after)
    return infos(rows[:limit])


def pair(pair_id: UUID, *, principal: Principal) -> PairInfo:
    """One pair. Raises PairNotFound, also where its base may not be read."""
    found = infos(_rows(principal).filter(id=pair_id))
    if not found:
        raise PairNotFound
    return found[0]


def pair_of_document(document_id: UUID, *, principal: Principal) -> PairInfo:
    """The pair behind a citation. Raises PairNotFound."""
    found = infos(_rows(principal).filter(document_id=document_id))
    if not found:
        raise PairNotFound
    return found[0]


def pair_versions(pair_id: UUID, *, principal: Principal) -> tuple[PairVersion, ...]:
    """What a pair has said, newest first. Raises PairNotFound."""
    held = pair(pair_id, principal=principal)
    rows = DocumentVersion.objects.filter(document_id=held.document_id).order_by("-number")
    return tuple(_version(row) for row in rows.prefetch_related("passages__phrasings"))


def infos(rows: "Iterable[Pair] | QuerySet[Pair, Any]") -> tuple[PairInfo, ...]:
    """The values of rows, read with all that belongs to them."""
    moment = clock.now()
    if isinstance(rows, QuerySet):
        rows = rows.select_related("document", "version").prefetch_related("version__passages__phrasings")
    return tuple(_info(row, live=row.version.live and in_force(row.version, moment)) for row in rows)


def _rows(principal: Principal) -> "QuerySet[Pair, Any]":
    seen = Q() if reads_all(principal) else Q(state="approved")
    rows: QuerySet[Pair, Any] = Pair.objects.filter(seen, readable(principal, through="document__"))
    return rows


def _version(row: DocumentVersion) -> PairVersion:
    passage = row.passages.all()[0]
    return PairVersion(
        id=row.id, number=row.number, questions=_questions(passage), answer=passage.text, saved_at=row.created_at
    )


def _questions(passage: Passage) -> tuple[str, ...]:
    return tuple(each.text for each in sorted(passage.phrasings.all(), key=lambda each: each.ordinal))


def _info(row: Pair, *, live: bool) -> PairInfo:
    passage, document, version = row.version.passages.all()[0], row.document, row.version
    withheld = "" if passage.verdict in SEEN else passage.category or UNSCREENED
    return PairInfo(
        id=row.id,
        base_id=document.base_id,
        document_id=document.id,
        version_id=version.id,
        passage_id=passage.id,
        version=version.number,
        questions=_questions(passage),
        answer=passage.text,
        state=cast(PairState, row.state),
        ready=version.stage in ("embedded", "ready"),
        live=live and not withheld and passage.switched_on,
        withheld=withheld,
        problem=problem(version.error, version.error_details),
        tags=tuple(document.tags),
        audience=narrowed(document.audience, passage.audience),
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        owner=row.owner,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        drafted_by=row.drafted_by,
        sources=tuple(source_from_json(each) for each in row.sources),
        created_at=row.created_at,
        saved_at=version.created_at,
    )


def source_from_json(kept: dict[str, Any]) -> PairSource:
    """The opposite of `source_to_json`."""
    ids = {name: UUID(kept[name]) for name in ("document_id", "version_id", "passage_id")}
    return PairSource(document=kept["document"], version=kept["version"], page=kept["page"], **ids)


def source_to_json(source: PairSource) -> dict[str, Any]:
    return {
        "document_id": str(source.document_id),
        "version_id": str(source.version_id),
        "passage_id": str(source.passage_id),
        "document": source.document,
        "version": source.version,
        "page": source.page,
    }
