"""What reading a file gives: blocks with their place, or a typed failure. Plain values, no Django: the child builds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["heading", "paragraph", "list_item", "table_row", "code"]


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; whoever shows it translates it."""
    return message


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner of the page as it is displayed."""

    left: float
    top: float
    right: float
    bottom: float
    page_width: float
    page_height: float

    def fractions(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) as shares of the page, 0–1: fits an image of any size."""
        width, height = self.page_width or 1.0, self.page_height or 1.0
        return (
            round(self.left / width, 5),
            round(self.top / height, 5),
            round(self.right / width, 5),
            round(self.bottom / height, 5),
        )


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all boxes, which lie on one page; None of none."""
    found = list(boxes)
    if not found:
        return None
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
        found[0].page_width,
        found[0].page_height,
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the text of a block stands from character `start` on, until the next spot begins."""

    start: int
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, in reading order.

    `spots` is empty where the format has no pages; a paragraph that runs over a page break has spots on both.
    `path` are the headings above it. A table row repeats its `header`; `text` is the row alone, cells joined by " | ".
    """

    text: str
    kind: Kind = "paragraph"
    level: int = 0  # 1–6 for headings
    path: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    table: int | None = None  # rows with the same number belong to one table
    sheet: str | None = None
    cell: str | None = None  # "Sheet!A1", the first cell of the row
    places: tuple[str, ...] = ()  # the same for each of `cells`; empty where they are not cells of a sheet

    @property
    def page(self) -> int | None:
        """Physical page of its first character, from 1."""
        return self.spots[0].page if self.spots else None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the owner of the file should know although it was read, e.g. pages without text."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """The English sentence; translate `NOTES[code]` and fill in `details` to show it in another language."""
        return NOTES[self.code] % self.details


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page whose text comes from recognition, with its mean confidence 0–1."""

    page: int
    characters: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the pages of a file beyond its blocks. Empty where the format has no pages."""

    recognised: tuple[PageRead, ...] = ()
    empty: tuple[int, ...] = ()  # pages on which no text was found
    pictures: int = 0  # images beside text, whose own text was not read
    running_lines: int = 0  # headers, footers and page numbers left out


class NeedsRecognition(Exception):
    """Pages show text that only recognition can give. `pages` are their numbers from 1."""

    def __init__(self, pages: Iterable[int]) -> None:
        super().__init__()
        self.pages = tuple(pages)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of one file. `format` is what the content is, whatever the name says; `pages` is None without pages."""

    blocks: tuple[Block, ...]
    format: str
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    title: str = ""
    language: str = ""  # "zh", "en" or "" for anything else
    report: Report = Report()

    @property
    def characters(self) -> int:
        """Length of all text, headers of tables not counted twice."""
        return sum(len(block.text) for block in self.blocks)


class ReadFailed(Exception):
    """A file that can't be used, with a stable `code`, `details`, and a sentence that says what to do."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    @property
    def says(self) -> str:
        """The English sentence; translate `FAILURES[code]` and fill in `details` to show it in another language."""
        return FAILURES[self.code] % self.details


FAILURES: dict[str, str] = {
    "empty": gettext_noop("The file is empty. Check that the upload was complete, then upload it again."),
    "no_text": gettext_noop("The file holds no text that could be searched."),
    "scanned": gettext_noop(
        "The %(pages)d pages are pictures without text (a scan), and text recognition is not installed here: "
        "run it through OCR first, or upload the original document."
    ),
    "no_text_seen": gettext_noop(
        "The %(pages)d pages are pictures, and no text was recognised on them. Scan them again, straight, sharp and at 300 dpi, "
        "or upload the original document."
    ),
    "not_recognised": gettext_noop(
        "Text recognition failed on all %(pages)d pages. Save them as smaller pictures, at 300 dpi and most, and upload those."
    ),
    "too_many_pixels": gettext_noop(
        "The picture has more than %(limit)d million pixels. Save it smaller and upload that."
    ),
    "encrypted": gettext_noop("The file is protected by a password. Remove the password and upload it again."),
    "damaged": gettext_noop(
        "The file is damaged or cut off and can't be read as %(format)s. Open it on your computer, save it again, "
        "and upload the new copy."
    ),
    "too_large": gettext_noop("The file has %(size)s MB; the limit is %(limit)s MB. Split it and upload the parts."),
    "too_many_pages": gettext_noop(
        "The file has %(pages)d pages; the limit is %(limit)d. Split it and upload the parts."
    ),
    "too_much_text": gettext_noop("The file unpacks to more text than is allowed. Split it and upload the parts."),
    "bomb": gettext_noop("The file unpacks to far more than its size, as an attack would. It was not opened."),
    "unsupported": gettext_noop("%(format)s files are not supported. Save it as %(convert)s and upload that."),
    "unsupported_office": gettext_noop(
        "%(format)s files can't be read. Open it in Word, Excel, PowerPoint, WPS or LibreOffice, choose File › Save As, "
        "pick %(convert)s, and upload the copy."
    ),
    "archive": gettext_noop(
        "This is a ZIP archive. Give it a name that ends in .zip and upload it to the base: each file in it becomes a document."
    ),
    "nested": gettext_noop("An archive inside an archive is not opened. Unpack it and upload what is in it."),
    "damaged_member": gettext_noop("This file of the archive is damaged. Pack it again, or upload it by itself."),
    "too_many_files": gettext_noop("The archive holds %(count)d files; the limit is %(limit)d. Pack it in parts."),
    "unknown_type": gettext_noop(
        "The content is no type that can be read. Upload PDF, Word, Excel, PowerPoint, RTF, ODT, EPUB, a mail, CSV, Markdown, "
        "HTML or plain text."
    ),
    "encoding": gettext_noop("The text encoding can't be told. Save the file as UTF-8 and upload it again."),
    "time_out": gettext_noop(
        "Reading took longer than %(seconds)d seconds and was stopped. Split it and upload the parts."
    ),
    "out_of_memory": gettext_noop("Reading needed more memory than is allowed. Split it and upload the parts."),
    "crashed": gettext_noop(
        "The reader stopped on this file. Save it again with another program and upload the new copy."
    ),
    "no_page": gettext_noop("The document has no page %(page)d."),
}

NOTES: dict[str, str] = {
    "wrong_name": gettext_noop("The name says %(named)s, the content is %(format)s; it was read as %(format)s."),
    "pages_without_text": gettext_noop(
        "%(count)d of %(pages)d pages show nothing that could be read as text: %(list)s."
    ),
    "recognised_pages": gettext_noop("%(count)d of %(pages)d pages are pictures; their text was recognised."),
    "doubtful_pages": gettext_noop("The text of %(count)d pages was recognised with little confidence: %(list)s."),
    "pages_not_recognised": gettext_noop("Text recognition failed on %(count)d pages: %(list)s."),
    "hidden_text": gettext_noop("%(count)d pages hold text that readers do not see; check what it says: %(list)s."),
    "mixed_encoding": gettext_noop("The file mixes UTF-8 and GB18030; %(count)d characters could not be read."),
    "encoding_guessed": gettext_noop("The file names no encoding; it was read as %(encoding)s."),
    "damaged_parts": gettext_noop("Parts of the file are damaged; %(count)d pages could not be read: %(list)s."),
    "rows_cut": gettext_noop("The sheet %(sheet)s has more than %(limit)d rows; the rest was left out."),
    "sheets_hidden": gettext_noop("Hidden sheets were left out: %(list)s."),
    "slides_hidden": gettext_noop("Hidden slides were left out: %(list)s."),
    "formulas_unsolved": gettext_noop(
        "%(count)d cells hold formulas without a result. Open the file in a spreadsheet program, save it, and upload it again."
    ),
    "attachments_skipped": gettext_noop("Attachments that could not be read were left out: %(list)s."),
    "network_open": gettext_noop("This system can't cut the reader off the network."),
}


def to_json(parsed: Parsed) -> dict[str, Any]:
    """Plain lists, dicts, strings and numbers."""
    return asdict(parsed)


def from_json(data: Mapping[str, Any]) -> Parsed:
    """The opposite of `to_json`; raises KeyError or TypeError when the shape is wrong."""
    return Parsed(
        blocks=tuple(_block(row) for row in data["blocks"]),
        format=str(data["format"]),
        pages=data["pages"],
        notes=tuple(Note(row["code"], row["details"]) for row in data["notes"]),
        title=str(data["title"]),
        language=str(data["language"]),
        report=_report(data["report"]),
    )


def _report(data: Mapping[str, Any]) -> Report:
    pages = tuple(PageRead(**row) for row in data["recognised"])
    return Report(pages, tuple(data["empty"]), data["pictures"], data["running_lines"])


def _block(row: Mapping[str, Any]) -> Block:
    spots = tuple(Spot(s["start"], s["page"], Box(**s["box"]) if s["box"] else None) for s in row["spots"])
    sequences = {name: tuple(row[name]) for name in ("path", "header", "cells", "places")}
    return Block(**{**row, **sequences, "spots": spots})
