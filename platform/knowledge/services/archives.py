"""Take in a ZIP: each file of it becomes a document, or the next version of the document of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from kit.errors import HeyanError
from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.adapters import unpacking
from knowledge.errors import ArchiveRefused
from knowledge.parsed import FAILURES, ReadFailed
from knowledge.services.documents import add_file, taken_in
from knowledge.types import DocumentInfo
from tenants.services import require
from tenants.types import Principal

is_archive = unpacking.is_archive


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of an archive: the documents, and (name, sentence) of what was left out."""

    documents: tuple[DocumentInfo, ...]
    left_out: tuple[tuple[str, str], ...]


def add_archive(*, base_id: UUID, content: BinaryIO, by: Principal) -> Unpacked:
    """Take in the files of a ZIP one by one, each in its own transaction: what was taken stays if a later one fails.

    Call it outside any scope. Raises BaseNotFound, MayNot, ArchiveRefused.
    """
    require(by, "knowledge.write")
    with tenant_scope(by.tenant_id):
        selectors.base(base_id, principal=by)
    documents: list[DocumentInfo] = []
    left_out: list[tuple[str, str]] = []
    try:
        for member in unpacking.members(content):
            if member.content is None:
                left_out.append((member.name, _says(member.problem)))
                continue
            try:
                documents.append(_take(base_id, member.name, member.content, by))
            except HeyanError as error:
                left_out.append((member.name, str(error)))
            except unpacking.BROKEN:
                left_out.append((member.name, _says("damaged_member")))
    except ReadFailed as failure:
        if not documents:
            raise ArchiveRefused(reason=_(FAILURES[failure.code]) % failure.details) from failure
        left_out.append(("…", _(FAILURES[failure.code]) % failure.details))
    return Unpacked(tuple(documents), tuple(left_out))


def _says(code: str) -> str:
    return _(FAILURES[code]) % {"format": "ZIP"}


def _take(base_id: UUID, name: str, content: BinaryIO, by: Principal) -> DocumentInfo:
    with taken_in(content, tenant_id=by.tenant_id) as stored, tenant_scope(by.tenant_id):
        made = add_file(base_id=base_id, name=name, content=stored, by=by, keep_both=False)
        return selectors.document(made.document_id, principal=by)
