"""PDF: text in reading order with its place on the page, tables as rows, running headers and footers left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.adapters.paged import PagedFile, parsed_of
from knowledge.adapters.pdf_flow import Page, folded
from knowledge.adapters.pdf_lines import Line, Segment, lines_of, quarters_of, segments_of, sheet_of
from knowledge.adapters.pdf_order import in_reading_order
from knowledge.adapters.pdf_rules import Walls, bounds_of, grids_of, objects_of, rules_of
from knowledge.adapters.pdf_tables import Table, aligned_tables, ruled
from knowledge.adapters.sources import Source
from knowledge.parsed import Parsed, ReadFailed
from knowledge.recognised import Found

NAME = "PDF"
MOST_PAGES = 2_000
# What a font without a table of its letters gives: marks of private use, and the one for what is no character.
SIGNS = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd\x80-\x9f]")
FEW_SIGNS = 20  # characters up to which a text layer can't be judged
RUBBISH = 0.3  # share of signs without meaning from which a text layer is one that nobody can read
PICTURED = 0.01  # share of the page that images cover: beside little text even small ones say something
LITTLE_TEXT = 100  # characters beside such images: a caption, or the stamp on a scan
MOST_PICTURES = 200


def read(path: Source, *, most_pages: int = MOST_PAGES, recognised: Mapping[int, Found] | None = None) -> Parsed:
    """`recognised` are the pages that were recognised so far, None where nothing can be.

    Raises ReadFailed: encrypted, damaged, too_many_pages, scanned, no_text_seen, not_recognised, no_text; NeedsRecognition.
    """
    document = open_document(path)
    count = len(document)
    if count > most_pages:
        raise ReadFailed("too_many_pages", pages=count, limit=most_pages)
    pages: list[Page] = []
    broken: list[int] = []
    for number in range(1, count + 1):
        try:
            pages.append(_page(document, number))
        except pdfium.PdfiumError:
            broken.append(number)
    title = str(document.get_metadata_value("Title") or "").strip()
    file = PagedFile(NAME, count, tuple(broken), _outline(document), title)
    return parsed_of(file, pages, recognised)


def open_document(path: Source) -> pdfium.PdfDocument:
    """Raises ReadFailed: encrypted, damaged."""
    try:
        document = pdfium.PdfDocument(path if isinstance(path, Path) else path.read_bytes())
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise ReadFailed("encrypted" if locked else "damaged", format=NAME) from error
    if len(document) < 1:
        raise ReadFailed("damaged", format=NAME)
    return document


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    """Raises PdfiumError where the page is broken."""
    page = document[number - 1]
    try:
        shown = sheet_of(page)
        textpage = page.get_textpage()
        turn = quarters_of(textpage, shown)
        sheet = shown.turned(turn)
        horizontal, vertical = rules_of(page, sheet)
        segments = whole = segments_of(textpage, sheet, Walls(vertical))
        tables: list[Table] = []
        for grid in grids_of(horizontal, vertical):
            inside = [segment for segment in segments if _inside(segment, grid.box)]
            table = ruled(grid, inside)
            if table is not None:
                tables.append(table)
                taken = {id(segment) for segment in inside}
                segments = [segment for segment in segments if id(segment) not in taken]
        items = _with_tables(in_reading_order(lines_of(segments), sheet.width), tables)
        found = Page(number, sheet.width, sheet.height, items, turn, raw.FPDFPage_CountObjects(page) > 0)
        _judge(found, whole, page)
        return found
    finally:
        page.close()


def _judge(shown: Page, segments: list[Segment], page: pdfium.PdfPage) -> None:
    """Decide whether the text layer is what a reader sees; where it is not, keep of it what can be trusted."""
    pictures, share = _pictures(page)
    text = "".join(segment.text for segment in segments)
    shown.pictures = pictures
    shown.hidden = sum(len(segment.text) for segment in segments if segment.hidden)
    rubbish = len(text) > FEW_SIGNS and len(SIGNS.findall(text)) > RUBBISH * len(text)
    seen = len(text) - shown.hidden
    scanned = pictures > 0 and (shown.hidden > seen or ((not shown.items or share > PICTURED) and seen < LITTLE_TEXT))
    shown.unread = shown.drawn and (rubbish or scanned or not shown.items)
    if not shown.unread:
        return
    shown.items = [*lines_of([segment for segment in segments if not segment.hidden and not rubbish])]


def _pictures(page: pdfium.PdfPage) -> tuple[int, float]:
    """(how many images, the share of the page that they cover, overlaps counted twice)."""
    width, height = page.get_size()
    count, area = 0, 0.0
    for image in islice(_images(page), MOST_PICTURES):
        left, bottom, right, top = bounds_of(image)
        count, area = count + 1, area + max(0.0, right - left) * max(0.0, top - bottom)
    return count, area / max(width * height, 1.0)


def _images(page: pdfium.PdfPage) -> Iterator[Any]:
    """Those of the page and of the forms on it; a form's own are where the form says, so the form's place stands for them."""
    yield from objects_of(page, raw.FPDF_PAGEOBJ_IMAGE)
    for form in objects_of(page, raw.FPDF_PAGEOBJ_FORM):
        inside = (raw.FPDFFormObj_GetObject(form, index) for index in range(raw.FPDFFormObj_CountObjects(form)))
        if any(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE for item in inside):
            yield form


def _inside(segment: Segment, box: tuple[float, float, float, float]) -> bool:
    middle = (segment.left + segment.right) / 2
    return box[0] - 1 <= middle <= box[2] + 1 and box[1] - 1 <= segment.middle <= box[3] + 1


def _with_tables(lines: list[Line], tables: list[Table]) -> list[Line | Table]:
    """Each drawn table comes after the last line that stands above it; columns of text become tables too."""
    items: list[Line | Table] = list(aligned_tables(lines))
    for table in tables:
        above = [i for i, item in enumerate(items) if item.bottom <= table.top + 2 and _over(item, table)]
        below = [i for i, item in enumerate(items) if item.top >= table.top]
        items.insert(above[-1] + 1 if above else below[0] if below else len(items), table)
    return items


def _over(item: Line | Table, table: Table) -> bool:
    return item.left < table.right and table.left < item.right


def _outline(document: pdfium.PdfDocument) -> dict[int, dict[str, int]]:
    """Bookmarks as page → folded title → level."""
    found: dict[int, dict[str, int]] = {}
    for bookmark in document.get_toc(max_depth=6):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination is not None else None
        title = folded(bookmark.get_title())
        if page is not None and title:
            found.setdefault(page + 1, {})[title] = min(6, bookmark.level + 1)
    return found
