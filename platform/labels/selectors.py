"""Find out what a label says, and where it leads."""

from typing import Final
from uuid import UUID

from audit.selectors import turn_evidence
from kit.ids import decode_id
from kit.scoping import current_tenant_id
from labels.adapters import docx, html, md, pdf, txt, xlsx
from labels.errors import NoSuchContent, NoSuchFormat
from labels.types import Produced

READERS: Final = {each.NAME: each.read for each in (docx, xlsx, pdf, html, md, txt)}


def find(produce_id: str) -> Produced:
    """The turn that produced content of this number, in the tenant in scope. Raises NoSuchContent."""
    tenant_id, turn_id = _parts(produce_id)
    evidence = turn_evidence(turn_id) if tenant_id == current_tenant_id() else ()
    if not evidence:
        raise NoSuchContent
    return Produced(turn_id=turn_id, at=evidence[0].at, evidence=evidence)


def record_in(content: bytes, *, kind: str) -> dict[str, str] | None:
    """The AIGC record of a file, whoever wrote it; None where it has none. Raises NoSuchFormat."""
    if kind not in READERS:
        raise NoSuchFormat(field=kind)
    return READERS[kind](content)


def _parts(produce_id: str) -> tuple[UUID, UUID]:
    try:
        ours, tenant_id, turn_id = produce_id.split(".")
        if ours != "HY":
            raise ValueError("not one of ours")
        return decode_id(tenant_id), decode_id(turn_id)
    except ValueError as error:
        raise NoSuchContent from error
