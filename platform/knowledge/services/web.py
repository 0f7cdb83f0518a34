"""Take in web pages: a list of addresses or a sitemap, read again on a schedule."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from audit.services import record
from kit import clock
from kit.errors import Invalid
from kit.http import AddressRefused, guard
from kit.outbox import enqueue
from kit.roles import acting_as, atomic
from kit.scoping import tenant_scope
from knowledge import events
from knowledge.adapters.web import normal_address
from knowledge.errors import AddressBad, BaseNotFound, TooManyAddresses, WebSourceBusy, WebSourceNotFound
from knowledge.models import Base, WebPage, WebSource
from knowledge.selectors.web import is_reading, web_source
from knowledge.services.bases import delete_row
from knowledge.services.documents import delete_document
from knowledge.types import WebSourceInfo
from tenants.selectors import tenant_ids
from tenants.services import require
from tenants.types import Principal

KIND = "knowledge.web"
MOST_ADDRESSES = 200
PERIODS = {"off": None, "daily": timedelta(days=1), "weekly": timedelta(days=7)}
KINDS = ("list", "sitemap")
NUMBERS = re.compile(r"[0-9a-fx.:]+")  # a host that is an address, however it is written


@atomic()
def add_web_source(*, base_id: UUID, kind: str, addresses: Sequence[str], every: str, by: Principal) -> WebSourceInfo:
    """Add pages by their addresses, or the one address of a sitemap; the first reading begins at once.

    Raises BaseNotFound, MayNot, AddressBad, TooManyAddresses, Invalid.
    """
    require(by, "knowledge.write")
    if not Base.objects.filter(id=base_id).exists():
        raise BaseNotFound
    _check(kind, every)
    found = list(dict.fromkeys(_checked(each) for each in addresses if each.strip()))
    if not found or (kind == "sitemap" and len(found) > 1):
        raise Invalid(field="addresses")
    if len(found) > MOST_ADDRESSES:
        raise TooManyAddresses(field="addresses", limit=MOST_ADDRESSES)
    source = WebSource.objects.create(base_id=base_id, kind=kind, address=found[0], every=every, added_by=by.actor)
    if kind == "list":
        WebPage.objects.bulk_create(WebPage(source=source, address=each) for each in found)
    data = {"base": str(base_id), "source": str(source.id), "kind": kind, "address": found[0], "every": every}
    record(events.WEB_SOURCE_ADDED, actor=by.actor, data=data | {"pages": len(found) if kind == "list" else 0})
    begin(source, clock.now())
    return web_source(source.id, principal=by)


@atomic()
def set_web_schedule(*, source_id: UUID, every: str, by: Principal) -> WebSourceInfo:
    """Say how often the pages are read again. Raises WebSourceNotFound, MayNot, Invalid."""
    require(by, "knowledge.write")
    row = _locked(source_id)
    _check(row.kind, every)
    row.every, row.due_at = every, due(every, row.began_at)
    row.save(update_fields=["every", "due_at"])
    record(events.WEB_SOURCE_CHANGED, actor=by.actor, data=_names(row) | {"every": every})
    return web_source(row.id, principal=by)


@atomic()
def read_web_source(*, source_id: UUID, by: Principal) -> WebSourceInfo:
    """Read the pages now. Raises WebSourceNotFound, WebSourceBusy, MayNot."""
    require(by, "knowledge.write")
    row = _locked(source_id)
    if is_reading(row):
        raise WebSourceBusy
    begin(row, clock.now())
    return web_source(row.id, principal=by)


@atomic()
def delete_web_source(*, source_id: UUID, by: Principal) -> None:
    """Delete the pages with their documents. Raises WebSourceNotFound, MayNot."""
    require(by, "knowledge.write")
    row = _locked(source_id)
    held = WebPage.objects.filter(source=row, document__isnull=False).values_list("document_id", flat=True)
    documents = list(held)
    for document_id in documents:
        delete_document(document_id=document_id, by=by)
    data = _names(row) | {"base": str(row.base_id), "documents": len(documents)}
    record(events.WEB_SOURCE_DELETED, actor=by.actor, data=data)
    delete_row("knowledge_websource", row.id)


def begin(row: WebSource, at: datetime) -> None:
    """Promise a reading in the present transaction, and say when the one after it is due."""
    row.began_at, row.due_at = at, due(row.every, at)
    row.save(update_fields=["began_at", "due_at"])
    enqueue(kind=KIND, payload={"source": str(row.id), "began": at.isoformat()}, queue="offline")


def due(every: str, began: datetime | None) -> datetime | None:
    """When the next reading begins; None where nobody wants one."""
    period = PERIODS[every]
    return (began or clock.now()) + period if period else None


class WebDue:
    """The clerk's: begin the readings that are due, of every tenant."""

    def __call__(self) -> None:
        with acting_as("app"):
            for tenant_id in tenant_ids():
                with tenant_scope(tenant_id):
                    rows = WebSource.objects.select_for_update(skip_locked=True).filter(due_at__lte=clock.now())
                    for row in rows:
                        begin(row, clock.now())


def _checked(text: str) -> str:
    """Raises AddressBad. What a name leads to is looked up by each reading, and not while a transaction waits."""
    try:
        address = normal_address(text)
        if NUMBERS.fullmatch(urlsplit(address).hostname or ""):
            guard(address)
    except AddressRefused as error:
        raise AddressBad(field="addresses", address=text.strip()[:120]) from error
    return address


def _check(kind: str, every: str) -> None:
    if kind not in KINDS:
        raise Invalid(field="kind")
    if every not in PERIODS:
        raise Invalid(field="every")


def _locked(source_id: UUID) -> WebSource:
    row: WebSource | None = WebSource.objects.select_for_update().filter(id=source_id).first()
    if row is None:
        raise WebSourceNotFound
    return row


def _names(row: WebSource) -> dict[str, str | int]:
    return {"source": str(row.id), "address": row.address}
