"""Take in files as documents and their versions, say when they are valid, try again, delete."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import F, Max

from audit.services import record
from kit import clock, ledger
from kit.errors import Invalid
from kit.outbox import enqueue
from kit.roles import atomic
from kit.scoping import current_tenant_id, tenant_scope
from knowledge import events, files
from knowledge.errors import BaseNotFound, DocumentNotFound, NothingToRetry, SameFile
from knowledge.ingestion.progress import entry
from knowledge.liveness import lock_bases, move, refresh
from knowledge.models import Base, Document, DocumentVersion
from knowledge.selectors.documents import document, find_document, version
from knowledge.services.bases import delete_row, remove_files
from knowledge.types import DocumentInfo, Stored, VersionInfo
from tenants.services import require
from tenants.types import Principal

Window = tuple[datetime | None, datetime | None]

LONGEST_NAME = 255
LEDGER_KIND = "knowledge.document"


@contextmanager
def taken_in(content: BinaryIO, *, tenant_id: UUID) -> Iterator[Stored]:
    """Keep an upload before a transaction is open, to be given to `add_document` or `add_version` inside the block.

    Where the block ends in an error nothing of it stays. Raises EmptyFile, FileTooLarge, StorageFull.
    """
    stored = files.store(content, tenant_id=tenant_id)
    try:
        yield stored
    except BaseException:
        _forget(stored.key, tenant_id)
        raise


def _forget(key: str, tenant_id: UUID) -> None:
    """Remove the file, unless a version has it: then the transaction did commit, and what failed came after it."""
    with tenant_scope(tenant_id):
        held = DocumentVersion.objects.filter(file=key).exists()
    if not held:
        files.remove(key)


@atomic()
def add_document(
    *,
    base_id: UUID,
    name: str,
    content: BinaryIO | Stored,
    by: Principal,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    keep_both: bool = True,
) -> DocumentInfo:
    """Take in a file as a new document; its ingestion begins when the transaction commits.

    An open file is copied while the transaction waits, and stays if the caller's transaction fails later; who answers
    people gives what `taken_in` kept. Without `keep_both` a file that the base holds already is not taken. Raises
    BaseNotFound, MayNot, EmptyFile, FileTooLarge, StorageFull, SameFile, Invalid.
    """
    require(by, "knowledge.write")
    _lock_base(base_id)
    stored = _stored(content)
    if not keep_both:
        check_new(base_id, stored.sha256)
    row = Document.objects.create(base_id=base_id, name=clean_name(name), added_by=by.actor)
    made = _add_version(row, row.name, stored, (valid_from, valid_until), by)
    record(events.DOCUMENT_ADDED, actor=by.actor, data=_about(row, made) | {"base": str(base_id)})
    return document(row.id, principal=by)


@atomic()
def add_version(
    *,
    document_id: UUID,
    content: BinaryIO | Stored,
    by: Principal,
    name: str | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    keep_both: bool = True,
) -> VersionInfo:
    """Take in a file as the next version of a document. What search sees stays until the new version is ready.

    Of two that come at once, whichever is ready first, the one with the higher number is used in the end. Raises
    DocumentNotFound, MayNot, EmptyFile, FileTooLarge, StorageFull, Invalid; without `keep_both` SameFile where the base
    holds the file already.
    """
    require(by, "knowledge.write")
    row = _locked_in_base(document_id)
    stored = _stored(content)
    if not keep_both:
        check_new(row.base_id, stored.sha256)
    made = _add_version(row, clean_name(name) if name else row.name, stored, (valid_from, valid_until), by)
    record(events.VERSION_ADDED, actor=by.actor, data=_about(row, made) | {"number": made.number})
    return version(made.id, principal=by)


@atomic()
def add_file(*, base_id: UUID, name: str, content: BinaryIO | Stored, by: Principal, keep_both: bool) -> VersionInfo:
    """Take in a file as the next version of the base's document of that name, or as a new document where there is none.

    Of two of one name that come at once, one becomes the document and the other its second version. Raises as
    `add_document`.
    """
    require(by, "knowledge.write")
    _lock_base(base_id)
    known = find_document(base_id, clean_name(name), principal=by)
    if known is None:
        return add_document(base_id=base_id, name=name, content=content, by=by, keep_both=keep_both).newest
    return add_version(document_id=known.id, content=content, name=name, by=by, keep_both=keep_both)


@atomic()
def keep_copy(*, version_id: UUID, name: str, by: Principal) -> DocumentInfo:
    """Take in the very file of a version once more, as a document of its own. Raises as `add_document`."""
    require(by, "knowledge.write")
    row = _locked_version(version_id)
    with default_storage.open(row.file) as content:
        return add_document(base_id=row.document.base_id, name=name, content=cast(BinaryIO, content), by=by)


@atomic()
def set_validity(
    *, version_id: UUID, valid_from: datetime | None, valid_until: datetime | None, by: Principal
) -> VersionInfo:
    """Say from when until when a version is in force; None: without limit. Raises DocumentNotFound, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = _locked_version(version_id)
    _check_window(valid_from, valid_until)
    row.valid_from, row.valid_until = valid_from, valid_until
    row.save(update_fields=["valid_from", "valid_until"])
    refresh([row.document_id])
    data = {
        **_names(row),
        "valid_from": valid_from.isoformat() if valid_from else "",
        "valid_until": valid_until.isoformat() if valid_until else "",
    }
    record(events.VALIDITY_SET, actor=by.actor, data=data)
    return version(row.id, principal=by)


@atomic()
def retry(*, version_id: UUID, by: Principal) -> VersionInfo:
    """Let a failed version go on after the last stage that it finished. Raises DocumentNotFound, NothingToRetry, MayNot."""
    require(by, "knowledge.write")
    row = _locked_version(version_id)
    if row.state != "failed":
        raise NothingToRetry
    row.state, row.error, row.error_details = "working", "", {}
    row.save(update_fields=["state", "error", "error_details"])
    enqueue(kind="knowledge.ingest", payload={"version": str(row.id)})
    record(events.RETRIED, actor=by.actor, data=_names(row))
    return version(row.id, principal=by)


@atomic()
def delete_document(*, document_id: UUID, by: Principal) -> None:
    """Delete a document with all its versions, passages and files. Raises DocumentNotFound, MayNot."""
    require(by, "knowledge.write")
    row = _locked(document_id)
    ledger.note(kind=LEDGER_KIND, data={"document": str(row.id)})
    versions = remove_document(row)
    data = {"base": str(row.base_id), "document": str(row.id), "name": row.name, "versions": versions}
    record(events.DOCUMENT_DELETED, actor=by.actor, data=data)


@ledger.replays(LEDGER_KIND)
def delete_document_again(data: dict[str, Any]) -> None:
    """Apply a deletion to a database that was restored from before it."""
    if row := Document.objects.select_for_update().filter(id=data["document"]).first():
        remove_document(row)


def remove_document(row: Document) -> int:
    """Take a document out of search and out of the database, its files too. Gives how many versions it had."""
    lock_bases([row.id])
    versions = list(DocumentVersion.objects.filter(document=row).values_list("id", "file"))
    move([version_id for version_id, _ in versions], live=False)
    delete_row("knowledge_document", row.id)
    remove_files([key for _, key in versions])
    return len(versions)


def clean_name(name: str) -> str:
    """The file's own name without folders and control characters. It is shown, and never part of a path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip()
    if not shown.strip(".") or len(shown) > LONGEST_NAME:
        raise Invalid(field="name")
    return shown


def check_new(base_id: UUID, sha256: str) -> None:
    """Raises SameFile where a version in the base that has not failed is this file; the caller holds the base."""
    rows = DocumentVersion.objects.filter(document__base_id=base_id, sha256=sha256).exclude(state="failed")
    row = rows.select_related("document").order_by("-number").first()
    if row is not None:
        raise SameFile(name=row.document.name, number=row.number, document=row.document_id, version=row.id)


def _stored(content: BinaryIO | Stored) -> Stored:
    return content if isinstance(content, Stored) else files.store(content, tenant_id=current_tenant_id())


def _add_version(row: Document, name: str, stored: Stored, window: Window, by: Principal) -> DocumentVersion:
    started = clock.now()
    valid_from, valid_until = window
    _check_window(valid_from, valid_until)
    Document.objects.filter(id=row.id).update(versions_made=F("versions_made") + 1)
    row.refresh_from_db(fields=["versions_made"])
    made = DocumentVersion.objects.create(
        document=row,
        number=row.versions_made,
        rank=highest_rank(row),
        added_by=by.actor,
        file=stored.key,
        file_name=name,
        size=stored.size,
        sha256=stored.sha256,
        valid_from=valid_from,
        valid_until=valid_until,
        timeline=[entry("received", started, {"bytes": stored.size})],
    )
    enqueue(kind="knowledge.ingest", payload={"version": str(made.id)})
    found: DocumentVersion = made
    return found


def _check_window(valid_from: datetime | None, valid_until: datetime | None) -> None:
    if valid_from and valid_until and valid_from >= valid_until:
        raise Invalid(field="valid_until")


def highest_rank(row: Document) -> int:
    """The rank that the document's versions have reached."""
    return row.versions.aggregate(highest=Max("rank"))["highest"] or 0


def _lock_base(base_id: UUID) -> None:
    """Keep the base from going, and other uploads into it waiting, until the transaction ends. Raises BaseNotFound."""
    if not Base.objects.select_for_update(no_key=True).filter(id=base_id).exists():
        raise BaseNotFound


def _locked_in_base(document_id: UUID) -> Document:
    """The document, held behind its base: a deletion of either waits, and takes along what is added here."""
    base_id = Document.objects.filter(id=document_id).values_list("base_id", flat=True).first()
    if base_id is None:
        raise DocumentNotFound
    _lock_base(base_id)
    return _locked(document_id)


def _locked(document_id: UUID) -> Document:
    row: Document | None = Document.objects.select_for_update().filter(id=document_id, kind="file").first()
    if row is None:
        raise DocumentNotFound
    return row


def _locked_version(version_id: UUID) -> DocumentVersion:
    rows = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document")
    row: DocumentVersion | None = rows.filter(id=version_id, document__kind="file").first()
    if row is None:
        raise DocumentNotFound
    return row


def _about(row: Document, made: DocumentVersion) -> dict[str, str | int]:
    about: dict[str, str | int] = {"document": str(row.id), "version": str(made.id), "name": row.name}
    return about | {"sha256": made.sha256, "size": made.size}


def _names(row: DocumentVersion) -> dict[str, str | int]:
    return {
        "document": str(row.document_id),
        "version": str(row.id),
        "number": row.number,
        "name": row.document.name,
    }
