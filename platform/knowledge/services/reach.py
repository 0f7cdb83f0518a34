"""Say whom a document is for: who may read it, to whom it applies, and under which tags it is found."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from audit.services import record
from audit.types import Event
from kit.errors import Invalid
from kit.roles import atomic
from knowledge import events
from knowledge.audiences import audience_of
from knowledge.errors import DocumentNotFound
from knowledge.models import Document
from knowledge.selectors.documents import document
from knowledge.types import DocumentInfo
from tenants.services import require
from tenants.types import Principal

MOST_TAGS, LONGEST_TAG = 30, 60


@atomic()
def set_document_access(*, document_id: UUID, groups: Iterable[UUID], by: Principal) -> DocumentInfo:
    """Let only these groups read it, of those who may read its base; none: all of them. Takes effect with the commit.

    Raises DocumentNotFound, MayNot.
    """
    chosen = sorted(set(groups))
    said = {"groups": ", ".join(map(str, chosen))}
    return _set(document_id, {"groups": chosen}, event=events.DOCUMENT_ACCESS_SET, said=said, by=by)


@atomic()
def set_tags(*, document_id: UUID, tags: Iterable[str], by: Principal) -> DocumentInfo:
    """Replace the document's tags. Raises DocumentNotFound, Invalid, MayNot."""
    kept = tags_of(tags)
    return _set(document_id, {"tags": kept}, event=events.TAGS_SET, said={"tags": ", ".join(kept)}, by=by)


def tags_of(given: Iterable[str]) -> list[str]:
    """Tags in their kept form. Raises Invalid."""
    kept = sorted({unicodedata.normalize("NFKC", tag).strip() for tag in given})
    if len(kept) > MOST_TAGS or any(not 0 < len(tag) <= LONGEST_TAG for tag in kept):
        raise Invalid(field="tags")
    return kept


@atomic()
def set_audience(*, document_id: UUID, audience: Mapping[str, Iterable[str]], by: Principal) -> DocumentInfo:
    """Say to whom the document applies; empty: to everybody. Raises DocumentNotFound, Invalid, MayNot."""
    kept = audience_of(audience)
    said = {"audience": "; ".join(f"{name}: {', '.join(values)}" for name, values in kept.items())}
    return _set(document_id, {"audience": kept}, event=events.AUDIENCE_SET, said=said, by=by)


def _set(
    document_id: UUID, values: Mapping[str, Any], *, event: Event, said: dict[str, str], by: Principal
) -> DocumentInfo:
    """Write what differs, and put it on record then."""
    require(by, "knowledge.write")
    row = Document.objects.select_for_update().filter(id=document_id).first()
    if row is None:
        raise DocumentNotFound
    before = document(document_id, principal=by)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    after = document(document_id, principal=by)
    if after != before:
        record(event, actor=by.actor, data={"document": str(row.id), "name": row.name} | said)
    return after
