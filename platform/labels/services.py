"""Mark what a machine wrote."""

import zipfile
from collections.abc import Callable
from typing import Final
from uuid import UUID

from lxml.etree import XMLSyntaxError
from pypdf.errors import PyPdfError

from kit.ids import encode_id
from labels.adapters import docx, html, md, pdf, record, txt, xlsx
from labels.errors import CannotMark, NoSuchFormat
from labels.types import AIGC_KEYS, GENERATED, Label
from tenants.selectors import tenant

TEXTS: Final = {"zh-hans": "内容由AI生成，仅供参考", "en": "AI-generated content, for reference only"}
"""Each has the AI element and the generation element that GB 45438-2025 asks for."""

FORMATS: Final[dict[str, Callable[[bytes, Label], bytes]]] = {
    each.NAME: each.write for each in (docx, xlsx, pdf, html, md, txt)
}


def label_for(*, tenant_id: UUID, turn_id: UUID, language: str) -> Label:
    """The label of what a turn of the tenant in scope produced. Writes nothing: the number leads back to the turn."""
    company = tenant()
    produce_id = f"HY.{encode_id(tenant_id)}.{encode_id(turn_id)}"
    values = (
        GENERATED,
        record.provider_code(company.uscc, role=record.PRODUCER, app_code=company.app_code),
        produce_id,
        "",
        record.provider_code(company.uscc, role=record.PROPAGATOR, app_code=company.app_code),
        produce_id,
        "",
    )
    return Label(text=visible_text(language), aigc=dict(zip(AIGC_KEYS, values, strict=True)))


def visible_text(language: str) -> str:
    """The sentence for people, in the language of what they read."""
    return TEXTS["en" if language.lower().startswith("en") else "zh-hans"]


def mark_file(content: bytes, *, kind: str, label: Label) -> bytes:
    """A file of `kind` (docx, xlsx, pdf, html, md, txt) with the sentence to see and one record in its metadata.

    A record of somebody else stays as the producer's, and ours becomes the propagator's. Raises NoSuchFormat, CannotMark.
    """
    if kind not in FORMATS:
        raise NoSuchFormat(field=kind)
    try:
        return FORMATS[kind](content, label)
    except (zipfile.BadZipFile, XMLSyntaxError, PyPdfError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise CannotMark(field=kind) from error
