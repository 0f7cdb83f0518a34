"""Make, change and delete knowledge bases."""

import re
from collections.abc import Iterable
from typing import Any, get_args
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connections
from django.db.transaction import on_commit

from audit.services import record
from audit.types import Event
from kit import ledger
from kit.errors import Invalid
from kit.roles import alias, atomic
from kit.scoping import current_tenant_id
from knowledge import events, files
from knowledge.errors import BaseNotFound, SlugTaken
from knowledge.models import Base, DocumentVersion
from knowledge.selectors.bases import info
from knowledge.types import BaseInfo, Sensitivity
from tenants.services import require
from tenants.types import Principal

LEDGER_KIND = "knowledge.base"
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


@atomic()
def create_base(
    *,
    slug: str,
    name: str,
    by: Principal,
    sensitivity: Sensitivity = "internal",
    language: str = "zh-hans",
    groups: Iterable[UUID] = (),
) -> BaseInfo:
    """A new, empty base. `groups` empty: the whole tenant may read it. Raises SlugTaken, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = Base(slug=slug, name=name.strip(), sensitivity=sensitivity, language=language, groups=sorted(set(groups)))
    _check(row)
    try:
        with atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        raise SlugTaken(field="slug") from problem
    _put_on_record(events.BASE_CREATED, row, by)
    return info(row)


@atomic()
def save_base(
    *,
    base_id: UUID,
    by: Principal,
    name: str | None = None,
    sensitivity: Sensitivity | None = None,
    language: str | None = None,
    groups: Iterable[UUID] | None = None,
) -> BaseInfo:
    """Change what is given. Raises BaseNotFound, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = _locked(base_id)
    given: dict[str, Any] = {
        "name": None if name is None else name.strip(),
        "sensitivity": sensitivity,
        "language": language,
        "groups": None if groups is None else sorted(set(groups)),
    }
    changed = [field for field, value in given.items() if value is not None and value != getattr(row, field)]
    for field in changed:
        setattr(row, field, given[field])
    _check(row)
    if changed:
        row.save(update_fields=changed)
        _put_on_record(events.BASE_SAVED, row, by, fields=", ".join(changed))
    return info(row)


@atomic()
def delete_base(*, base_id: UUID, by: Principal) -> None:
    """Delete a base with all its documents and files. Raises BaseNotFound, MayNot."""
    require(by, "knowledge.write")
    row = _locked(base_id)
    ledger.note(kind=LEDGER_KIND, data={"base": str(row.id)})
    documents = row.documents.count()
    record(events.BASE_DELETED, actor=by.actor, data={"base": str(row.id), "name": row.name, "documents": documents})
    _remove(row)


@ledger.replays(LEDGER_KIND)
def delete_base_again(data: dict[str, Any]) -> None:
    """Apply a deletion to a database that was restored from before it."""
    if row := Base.objects.select_for_update().filter(id=data["base"]).first():
        _remove(row)


def _remove(row: Base) -> None:
    keys = list(DocumentVersion.objects.filter(document__base=row).values_list("file", flat=True))
    delete_row("knowledge_base", row.id)
    remove_files(keys)


def delete_row(table: str, row_id: UUID) -> None:
    """Delete one row; the database's own foreign keys take along what hangs on it, without loading it."""
    with connections[alias()].cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE tenant_id = %s AND id = %s', [current_tenant_id(), row_id])  # noqa: S608


def remove_files(keys: list[str]) -> None:
    """Delete the files once the transaction has committed: until then somebody may still open them."""
    gone = [name for key in keys for name in (key, files.reading_key(key))]
    on_commit(lambda: files.remove(*gone), using=alias())


def _check(row: Base) -> None:
    if not SLUG.fullmatch(row.slug):
        raise Invalid(field="slug")
    if not row.name or len(row.name) > 120:
        raise Invalid(field="name")
    if row.sensitivity not in get_args(Sensitivity):
        raise Invalid(field="sensitivity")
    if row.language not in dict(settings.LANGUAGES):
        raise Invalid(field="language")


def _locked(base_id: UUID) -> Base:
    row: Base | None = Base.objects.select_for_update().filter(id=base_id).first()
    if row is None:
        raise BaseNotFound
    return row


def _put_on_record(event: Event, row: Base, by: Principal, **more: str) -> None:
    groups = ", ".join(map(str, row.groups))
    data = {"base": str(row.id), "name": row.name, "sensitivity": row.sensitivity, "groups": groups}
    record(event, actor=by.actor, data=data | more)
