"""PDF: text in reading order with its place on the page, tables as rows, running headers and footers left out."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.adapters.language import language_of
from knowledge.adapters.pdf_flow import Flow, Page, drop_running_lines, folded, style_of
from knowledge.adapters.pdf_lines import Line, Segment, lines_of, quarters_of, segments_of, sheet_of
from knowledge.adapters.pdf_order import in_reading_order
from knowledge.adapters.pdf_rules import Walls, grids_of, rules_of
from knowledge.adapters.pdf_tables import Table, aligned_tables, ruled
from knowledge.adapters.sources import Source
from knowledge.parsed import Note, Parsed, ReadFailed

NAME = "PDF"
MOST_PAGES = 2_000
LISTED_PAGES = 12  # notes name this many pages


def read(path: Source, *, most_pages: int = MOST_PAGES) -> Parsed:
    """Raises ReadFailed: encrypted, damaged, too_many_pages, scanned, no_text."""
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
    drop_running_lines(pages)
    pictures = [page.number for page in pages if page.drawn and not page.items]
    if not any(page.items for page in pages):
        raise _nothing(count, pictures, broken)
    flow = Flow(style_of(pages), _outline(document))
    for page in pages:
        flow.page(page)
    flow.close()
    if not flow.blocks:
        raise ReadFailed("no_text")
    return Parsed(
        blocks=tuple(flow.blocks),
        format=NAME,
        pages=count,
        notes=_notes(count, pictures, broken),
        title=str(document.get_metadata_value("Title") or "").strip(),
        language=language_of(block.text for block in flow.blocks),
    )


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


def _nothing(count: int, pictures: list[int], broken: list[int]) -> ReadFailed:
    if pictures:
        return ReadFailed("scanned", pages=count)
    return ReadFailed("damaged", format=NAME) if broken else ReadFailed("no_text")


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    """Raises PdfiumError where the page is broken."""
    page = document[number - 1]
    try:
        shown = sheet_of(page)
        textpage = page.get_textpage()
        turn = quarters_of(textpage, shown)
        sheet = shown.turned(turn)
        horizontal, vertical = rules_of(page, sheet)
        segments = segments_of(textpage, sheet, Walls(vertical))
        tables: list[Table] = []
        for grid in grids_of(horizontal, vertical):
            inside = [segment for segment in segments if _inside(segment, grid.box)]
            table = ruled(grid, inside)
            if table is not None:
                tables.append(table)
                taken = {id(segment) for segment in inside}
                segments = [segment for segment in segments if id(segment) not in taken]
        items = _with_tables(in_reading_order(lines_of(segments), sheet.width), tables)
        drawn = raw.FPDFPage_CountObjects(page) > 0
        pictured = next(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2), None) is not None
        return Page(number, sheet.width, sheet.height, items, turn, drawn, pictured)
    finally:
        page.close()


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


def _notes(count: int, pictures: list[int], broken: list[int]) -> tuple[Note, ...]:
    notes = []
    if pictures:
        notes.append(Note("pages_without_text", {"count": len(pictures), "pages": count, "list": _listed(pictures)}))
    if broken:
        notes.append(Note("damaged_parts", {"count": len(broken), "list": _listed(broken)}))
    return tuple(notes)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:LISTED_PAGES])
    return shown + (", …" if len(numbers) > LISTED_PAGES else "")
