"""Give each part of each passage its vector."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from gateway.embedding import SPACE
from gateway.embedding import embed as vectors_of
from kit import clock
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge.ingestion.progress import Item, finish, hold
from knowledge.ingestion.rows import make_vectors
from knowledge.models import Passage, PassageVector
from knowledge.windows import windows

BATCH = 64
"""Passages whose vectors are made and written in one go: a few seconds of work."""
HEADING = 60
"""Characters of the headings that stand before each part: without them a part does not know what it is about."""


def embed(work: Work, item: Item) -> None:
    """Batch by batch; nothing is computed while the database waits. What is there already is not made again."""
    started = clock.now()
    with tenant_scope(work.tenant_id):
        missing = list(_missing(item.id))
    for batch in batches(missing, BATCH):
        parts = [part for passage_id, path, text in batch for part in parts_of(passage_id, path, text)]
        vectors = vectors_of([text for _, _, text in parts], kind="passage")
        with tenant_scope(work.tenant_id):
            hold(item.id, after="screened")
            make_vectors(item.base_id, SPACE, [(passage_id, number) for passage_id, number, _ in parts], vectors)
        work.renew()
    with tenant_scope(work.tenant_id):
        row = hold(item.id, after="screened")
        made = PassageVector.objects.filter(version_id=item.id, space=SPACE).count()
        finish(row, "embedded", started, {"vectors": made})


def parts_of(passage_id: UUID, path: str, text: str) -> Iterator[tuple[UUID, int, str]]:
    """(passage, number, text to embed) of each part. A passage's parts are always written together."""
    heading = path[-HEADING:]
    for number, part in enumerate(windows(text)):
        yield passage_id, number, f"{heading} {part}" if heading else part


def batches(rows: Iterable[tuple[UUID, str, str]], size: int) -> Iterator[Sequence[tuple[UUID, str, str]]]:
    """`rows` in lists of at most `size`."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _missing(version_id: UUID) -> Iterator[tuple[UUID, str, str]]:
    held = PassageVector.objects.filter(version_id=version_id, space=SPACE).values("passage_id")
    rows = Passage.objects.filter(version_id=version_id).exclude(id__in=held).order_by("ordinal")
    yield from rows.values_list("id", "path", "text")
