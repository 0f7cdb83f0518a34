"""Write a version of a pair: a passage, its phrasings and its terms; index, screen and activate them together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.embedding import SPACE, embed
from kit import clock
from kit.outbox import Work, enqueue
from kit.scoping import tenant_scope
from knowledge.ingestion.progress import entry
from knowledge.ingestion.rescreening import promise_if_stale
from knowledge.ingestion.rows import make_terms, make_vectors, searched_text
from knowledge.ingestion.screening import judge_batch
from knowledge.liveness import refresh
from knowledge.models import PAIR, Document, DocumentVersion, Pair, PairPhrasing, Passage, PassageVector
from knowledge.pairing.content import Content, folded
from knowledge.windows import windows
from moderation.errors import ModerationBroken
from moderation.selectors import screen_for

KIND = "knowledge.pairs"
BATCH = 200
"""Pairs that are indexed in one go: a few seconds of work."""
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be written."""

    document: Document
    content: Content
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def write_versions(drafts: Sequence[Draft], *, base_id: UUID) -> list[DocumentVersion]:
    """The next version of each pair, and the promise to index it. Its document counts the versions already."""
    started = clock.now()
    versions = DocumentVersion.objects.bulk_create([_version(draft, started) for draft in drafts], batch_size=500)
    passages = Passage.objects.bulk_create(
        [_passage(version, draft.content) for version, draft in zip(versions, drafts, strict=True)], batch_size=500
    )
    phrasings = [
        PairPhrasing(passage=passage, base_id=base_id, ordinal=number, text=text, folded=folded(text))
        for passage, draft in zip(passages, drafts, strict=True)
        for number, text in enumerate(draft.content.questions)
    ]
    PairPhrasing.objects.bulk_create(phrasings, batch_size=1000)
    texts = [searched_text("\n".join(draft.content.questions), draft.content.answer) for draft in drafts]
    make_terms(passages, texts, base_id=base_id)
    for first in range(0, len(versions), BATCH):
        ids = [str(version.id) for version in versions[first : first + BATCH]]
        enqueue(kind=KIND, payload={"versions": ids})
    return versions


def name_of(content: Content) -> str:
    """The name of the pair's document: what lists and citations show."""
    return content.questions[0][:LONGEST_NAME]


def _version(draft: Draft, started: datetime) -> DocumentVersion:
    return DocumentVersion(
        document=draft.document,
        number=draft.document.versions_made,
        stage="split",
        file_name=name_of(draft.content),
        size=len(draft.content.answer.encode()),
        sha256=draft.content.sha256,
        format=PAIR,
        passage_count=1,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        timeline=[entry("split", started, {"passages": 1})],
    )


def _passage(version: DocumentVersion, content: Content) -> Passage:
    return Passage(version=version, ordinal=0, kind=PAIR, path=content.questions[0], text=content.answer)


def index(work: Work) -> None:
    """Screen and embed the versions of the payload, and activate those of approved pairs. Done twice it does no harm."""
    ids = [UUID(each) for each in work.payload["versions"]]
    try:
        _screen(work, ids)
    except ModerationBroken:
        if work.last_attempt:
            with tenant_scope(work.tenant_id):
                rows = DocumentVersion.objects.filter(id__in=ids, state="working", stage="split")
                rows.update(state="failed", error="screening_broken")
        raise
    _embed(work, ids)
    with tenant_scope(work.tenant_id):
        rows = DocumentVersion.objects.filter(id__in=ids, state="working", stage="screened")
        rows.update(stage="embedded")
        activate(ids)


def _screen(work: Work, ids: Sequence[UUID]) -> None:
    with tenant_scope(work.tenant_id):
        while judge_batch(ids, screen_for(None, side="document")):
            work.renew()
        DocumentVersion.objects.filter(id__in=ids, state="working", stage="split").update(stage="screened")


def _embed(work: Work, ids: Sequence[UUID]) -> None:
    """Nothing is computed while the database waits. A phrasing's part has its number; those of the answer follow."""
    with tenant_scope(work.tenant_id):
        held = PassageVector.objects.filter(version_id__in=ids, space=SPACE).values("passage_id")
        rows = Passage.objects.filter(version_id__in=ids).exclude(id__in=held).prefetch_related("phrasings")
        parts = [part for row in rows for part in _parts(row)]
        base_ids = dict(PairPhrasing.objects.filter(passage__in=list(rows)).values_list("passage_id", "base_id"))
    if not parts:
        return
    vectors = embed([text for _, _, text in parts], kind="passage")
    with tenant_scope(work.tenant_id):
        # All versions of one piece of work belong to one base.
        made = [(passage_id, number) for passage_id, number, _ in parts]
        make_vectors(next(iter(base_ids.values())), SPACE, made, vectors)
    work.renew()


def _parts(row: Passage) -> Iterable[tuple[UUID, int, str]]:
    asked = sorted(row.phrasings.all(), key=lambda each: each.ordinal)
    answers = [f"{row.path} {part}" for part in windows(row.text)]
    for number, text in enumerate([*(each.text for each in asked), *answers]):
        yield row.id, number, text


def activate(version_ids: Iterable[UUID]) -> None:
    """Let search see those versions that are indexed and whose pair is approved, instead of the ones before them."""
    rows = Pair.objects.filter(state="approved", document__versions__in=list(version_ids))
    pairs = {pair.document_id: pair for pair in rows.order_by("document_id")}
    versions = DocumentVersion.objects.select_for_update(of=("self",)).filter(
        id__in=list(version_ids), document_id__in=list(pairs), state="working", stage="embedded"
    )
    ready = list(versions.order_by("id"))
    DocumentVersion.objects.filter(id__in=[row.id for row in ready]).update(state="ready", stage="ready")
    if ready:
        refresh(sorted({row.document_id for row in ready}))
        promise_if_stale(Passage.objects.filter(version__in=ready))
