"""Draw a page of a PDF as JPEG."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium

from knowledge.adapters.pdf import open_document
from knowledge.parsed import ReadFailed

DPI = 110
POINTS = 72
QUALITY = 82


def draw(path: Path, number: int, *, scale: float, pixels: int) -> bytes:
    """Page `number` (from 1) at 110 dpi times `scale`, smaller where it would pass `pixels`. Raises ReadFailed."""
    document = open_document(path)
    if not 1 <= number <= len(document):
        raise ReadFailed("no_page", page=number)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        factor = DPI / POINTS * scale
        drawn = width * height * factor * factor
        if drawn > pixels:
            factor *= (pixels / drawn) ** 0.5
        image = page.render(scale=factor).to_pil()
    except pdfium.PdfiumError as error:
        raise ReadFailed("damaged", format="PDF") from error
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
