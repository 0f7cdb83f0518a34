"""Pictures: PNG, JPEG, TIFF with its pages, WEBP, BMP and GIF. Their text comes from recognition."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from knowledge.adapters.paged import PagedFile, parsed_of
from knowledge.adapters.pdf_flow import Page
from knowledge.parsed import Parsed, ReadFailed
from knowledge.recognised import Found

NAMES = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
MOST_PIXELS = 120_000_000
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError)
"""What pillow raises on broken files."""


def read(path: Path, kind: str, *, most_pages: int, recognised: Mapping[int, Found] | None) -> Parsed:
    """A picture as a file of pages. Raises ReadFailed as `parsed_of`, `pages_of` and `size_of` do; NeedsRecognition."""
    count = pages_of(path, most_pages=most_pages)
    pages = []
    for number in range(1, count + 1):
        width, height = size_of(path, number)
        pages.append(Page(number, width, height, [], drawn=True, pictures=1, unread=True))
    return parsed_of(PagedFile(kind, count), pages, recognised)


def pages_of(path: Path, *, most_pages: int) -> int:
    """How many pages; only a TIFF has more than one. Raises ReadFailed: damaged, too_many_pages, too_many_pixels."""
    with _opened(path) as image:
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
        if count > most_pages:
            raise ReadFailed("too_many_pages", pages=count, limit=most_pages)
        return count


def size_of(path: Path, number: int) -> tuple[int, int]:
    """(width, height) in pixels of page `number` as displayed. Raises ReadFailed as `picture` does."""
    with _opened(path) as image:
        _seek(image, number)
        sideways = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (image.height, image.width) if sideways else (image.width, image.height)


def picture(path: Path, number: int, *, longest: int) -> Image.Image:
    """Page `number` (from 1) as displayed, in RGB on white, no side longer than `longest` pixels.

    Raises ReadFailed: damaged, no_page, too_many_pixels.
    """
    with _opened(path) as image:
        _seek(image, number)
        try:
            image.draft("RGB", (longest, longest))  # JPEG is decoded smaller
            image.load()
        except BROKEN as error:
            raise ReadFailed("damaged", format=image.format or "image") from error
        shown = ImageOps.exif_transpose(image)
        shown.thumbnail((longest, longest))
        if shown.mode in ("RGBA", "LA", "P", "PA"):
            with_alpha = shown.convert("RGBA")
            shown = Image.new("RGBA", with_alpha.size, "white")
            shown.alpha_composite(with_alpha)
        return shown.convert("RGB")


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """The head is read and judged before a pixel is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the limit on pixels is ours
        try:
            image = Image.open(path, formats=NAMES)
        except Image.DecompressionBombError as error:
            raise ReadFailed("too_many_pixels", limit=MOST_PIXELS // 1_000_000) from error
        except BROKEN as error:
            raise ReadFailed("damaged", format="image") from error
        with image:
            yield image


def _seek(image: Image.Image, number: int) -> None:
    try:
        image.seek(number - 1)
    except BROKEN as error:
        raise ReadFailed("no_page", page=number) from error
    if image.width * image.height > MOST_PIXELS:
        raise ReadFailed("too_many_pixels", limit=MOST_PIXELS // 1_000_000)
