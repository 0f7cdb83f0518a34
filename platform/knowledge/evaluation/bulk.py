"""Index many short texts at once: the same splitting, screening, embedding and index as an upload, in larger batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import connections

from gateway.embedding import SPACE, embed
from kit.roles import acting_as, alias
from kit.scoping import tenant_scope
from knowledge.ingestion.embedding import parts_of
from knowledge.ingestion.rows import make_passages, make_vectors
from knowledge.ingestion.screening import judge_batch
from knowledge.liveness import refresh
from knowledge.models import Document, DocumentVersion, Passage
from knowledge.parsed import Block
from knowledge.splitting import split
from moderation.selectors import screen_for
from tenants.types import Principal

BATCH = 500
ANALYSED = (
    "knowledge_document",
    "knowledge_documentversion",
    "knowledge_passage",
    "knowledge_passageterms",
    "knowledge_passagevector",
    "knowledge_termcount",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One document: its name, its title, which is searched too, and what it says."""

    name: str
    title: str
    body: str


def add_texts(texts: Iterable[Text], *, base_id: UUID, by: Principal) -> int:
    """Index the texts, each as a document with one version and no file; the number of passages."""
    made, left = 0, iter(texts)
    while batch := list(islice(left, BATCH)):
        with tenant_scope(by.tenant_id):
            made += _add_batch(batch, base_id, by)
    _analyse()
    return made


def _analyse() -> None:
    """Tell the planner what has been loaded, as the database's own upkeep does about a minute later."""
    with acting_as("owner"), connections[alias()].cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(ANALYSED))


def _add_batch(texts: Sequence[Text], base_id: UUID, by: Principal) -> int:
    documents = Document.objects.bulk_create(
        [Document(base_id=base_id, name=text.name, added_by=by.actor, versions_made=1) for text in texts]
    )
    versions = DocumentVersion.objects.bulk_create(
        [
            DocumentVersion(document=document, number=1, file_name=document.name, size=len(text.body), sha256="")
            for document, text in zip(documents, texts, strict=True)
        ]
    )
    ids = [version.id for version in versions]
    pieces = {version_id: split(_blocks(text)) for version_id, text in zip(ids, texts, strict=True)}
    make_passages(pieces, base_id=base_id)
    while judge_batch(ids, screen_for(None, side="document")):
        pass
    _embed(ids, base_id)
    DocumentVersion.objects.filter(id__in=ids).update(state="ready", stage="ready")
    refresh([document.id for document in documents])
    return sum(map(len, pieces.values()))


def _blocks(text: Text) -> list[Block]:
    path = (text.title,) if text.title else ()
    return [Block(text=line, path=path) for line in filter(None, map(str.strip, text.body.split("\n")))] or [
        Block(text=text.title, path=())
    ]


def _embed(version_ids: Sequence[UUID], base_id: UUID) -> None:
    rows = Passage.objects.filter(version_id__in=list(version_ids)).values_list("id", "path", "text")
    parts = [part for passage_id, path, text in rows for part in parts_of(passage_id, path, text)]
    # Texts of one length share the encoder's batches best.
    parts.sort(key=lambda part: len(part[2]))
    vectors = embed([text for _, _, text in parts], kind="passage")
    make_vectors(base_id, SPACE, [(passage_id, number) for passage_id, number, _ in parts], vectors)
