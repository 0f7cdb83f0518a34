"""The steps that take one go each: read the file, cut it into passages, and let search see them."""

from dataclasses import asdict, replace

from django.conf import settings
from django.db.transaction import on_commit

from audit.services import record
from kit import clock
from kit.outbox import Work, enqueue
from kit.roles import alias
from kit.scoping import tenant_scope
from knowledge import events, files
from knowledge.adapters.language import language_of
from knowledge.ingestion import comparing
from knowledge.ingestion.progress import ACTOR, Item, finish, hold
from knowledge.ingestion.recognising import Turn
from knowledge.ingestion.rescreening import promise_if_stale
from knowledge.ingestion.rows import make_passages
from knowledge.liveness import refresh
from knowledge.models import Document, DocumentVersion, Passage
from knowledge.parsed import Parsed, ReadFailed, from_json, to_json
from knowledge.quality import measured
from knowledge.reading import LIMITS, Limits, read_file
from knowledge.services.sections import apply_sections
from knowledge.splitting import split as cut


def parse(work: Work, item: Item) -> None:
    """Read the file in the limited child and keep what it gave, so that a later step need not read it again."""
    started = clock.now()
    turn = Turn(work, item)
    with files.local_copy(item.file) as path:
        parsed = read_file(path, name=item.file_name, limits=limits(), recognised=turn.pages, heard=turn.heard)
    with tenant_scope(work.tenant_id):
        row = hold(item.id, after="received")
        # While the version is held, so that a deletion meets either no reading or this one, and leaves none behind.
        files.store_reading(item.file, to_json(parsed))
        row.format, row.pages, row.notes = parsed.format, parsed.pages, [asdict(note) for note in parsed.notes]
        row.quality = measured(parsed)
        finish(row, "parsed", started, counts_of(parsed))


def limits() -> Limits:
    """The installation's: what was taken in is read, however large the operator lets a file be."""
    return replace(LIMITS, file_bytes=settings.UPLOAD_LIMIT_MB << 20, pages=settings.PAGE_LIMIT)


def counts_of(parsed: Parsed) -> dict[str, int]:
    """What the timeline says of a file that was read."""
    counts = {"blocks": len(parsed.blocks), "characters": parsed.characters}
    return counts if parsed.pages is None else counts | {"pages": parsed.pages}


def split(work: Work, item: Item) -> None:
    """Cut the blocks into passages. Raises ReadFailed where there are none: nothing is indexed silently empty."""
    started = clock.now()
    pieces = cut(from_json(files.load_reading(item.file)).blocks)
    if not pieces:
        raise ReadFailed("no_text")
    with tenant_scope(work.tenant_id):
        row = hold(item.id, after="parsed")
        Passage.objects.filter(version_id=item.id).delete()
        make_passages({item.id: pieces}, base_id=item.base_id)
        apply_sections(item.id, Document.objects.values_list("sections", flat=True).get(id=row.document_id))
        row.passage_count = len(pieces)
        Document.objects.filter(id=row.document_id).update(language=language_of(piece.text for piece in pieces))
        finish(row, "split", started, {"passages": len(pieces)})


def activate(work: Work, item: Item) -> None:
    """Let search see the version, and no longer the one that it replaces, in the same moment."""
    started = clock.now()
    with tenant_scope(work.tenant_id):
        row = hold(item.id, after="embedded")
        row.state = "ready"
        finish(row, "ready", started, {"passages": row.passage_count})
        refresh([row.document_id])
        _put_on_record(row)
        promise_if_stale(Passage.objects.filter(version=row))
        enqueue(kind=comparing.KIND, payload={"version": str(row.id)}, delay=comparing.AFTER)
        on_commit(lambda: files.remove(files.reading_key(item.file)), using=alias())


def _put_on_record(row: DocumentVersion) -> None:
    screened = Passage.objects.filter(version=row)
    withheld = screened.exclude(verdict__in=("allow", "mask")).count()
    with_versions = screened.values_list("screened_with", flat=True).first() or ""
    record(
        events.VERSION_READY,
        actor=ACTOR,
        data={
            "document": str(row.document_id),
            "version": str(row.id),
            "number": row.number,
            "name": row.document.name,
            "passages": row.passage_count,
            "withheld": withheld,
            "screened_with": with_versions,
        },
    )
