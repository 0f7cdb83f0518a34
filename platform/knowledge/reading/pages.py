"""Draw a page of a PDF, or a picture, as JPEG or for text recognition."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from knowledge.adapters import images
from knowledge.adapters.pdf import open_document
from knowledge.parsed import ReadFailed

DPI = 110
POINTS = 72
QUALITY = 82
LONGEST = 1_300  # pixels of a picture's longer side at scale 1: those of a page of A4 at 110 dpi
SHARP = 200 / 72  # more pixels for a point than this show nothing that is recognised better
PDF_START = b"%PDF-"


def draw(path: Path, number: int, *, scale: float, pixels: int) -> bytes:
    """Page `number` (from 1) at 110 dpi times `scale`, smaller where it would pass `pixels`. Raises ReadFailed."""
    if _is_pdf(path):
        image = _pdf_page(path, number, DPI / POINTS * scale, pixels)
    else:
        image = images.picture(path, number, longest=min(int(LONGEST * scale), int(pixels**0.5)))
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def for_recognition(path: Path, number: int, *, longest: int) -> NDArray[np.uint8]:
    """The page as height × width × 3, blue first, its longer side at most `longest` pixels. Raises ReadFailed."""
    if _is_pdf(path):
        image = _pdf_page(path, number, SHARP, longest * longest, longest)
    else:
        image = images.picture(path, number, longest=longest)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return PDF_START in stream.read(1024)


def _pdf_page(path: Path, number: int, factor: float, pixels: int, longest: int = 1 << 30) -> Image.Image:
    document = open_document(path)
    if not 1 <= number <= len(document):
        raise ReadFailed("no_page", page=number)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        factor = min(factor, longest / max(width, height, 1.0), (pixels / max(width * height, 1.0)) ** 0.5)
        return page.render(scale=factor).to_pil()
    except pdfium.PdfiumError as error:
        raise ReadFailed("damaged", format="PDF") from error
