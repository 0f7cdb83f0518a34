"""From pages with their lines and tables to blocks: what PDF files and pictures have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.adapters.language import language_of
from knowledge.adapters.pdf_flow import Flow, Page, drop_running_lines, style_of
from knowledge.adapters.pdf_recognised import fill
from knowledge.parsed import NeedsRecognition, Note, PageRead, Parsed, ReadFailed, Report
from knowledge.recognised import DOUBTFUL, Found

LISTED_PAGES = 12  # notes name this many pages


@dataclass(frozen=True, slots=True)
class PagedFile:
    """What is known of the file beside its pages. `outline`: page → folded title of a bookmark → level."""

    format: str
    count: int
    broken: tuple[int, ...] = ()
    outline: dict[int, dict[str, int]] = field(default_factory=dict)
    title: str = ""


def parsed_of(file: PagedFile, pages: list[Page], recognised: Mapping[int, Found] | None) -> Parsed:
    """`recognised` is None where nothing can be recognised. Raises ReadFailed; NeedsRecognition where pages are missing."""
    unread = [page for page in pages if page.unread]
    if recognised is not None:
        missing = [page.number for page in unread if page.number not in recognised]
        if missing:
            raise NeedsRecognition(missing)
        for page in unread:
            fill(page, recognised[page.number])
    drop_running_lines(pages)
    found = {page.number: recognised[page.number] for page in unread} if recognised is not None else {}
    flow = Flow(style_of(pages), file.outline)
    for page in pages:
        flow.page(page)
    flow.close()
    if not flow.blocks:
        raise _nothing(file, unread, found)
    return Parsed(
        blocks=tuple(flow.blocks),
        format=file.format,
        pages=file.count,
        notes=tuple(_notes(file, pages, found)),
        title=file.title,
        language=language_of(block.text for block in flow.blocks),
        report=_report(pages, found),
    )


def _nothing(file: PagedFile, unread: list[Page], found: Mapping[int, Found]) -> ReadFailed:
    if unread and not found:
        return ReadFailed("scanned", pages=file.count)
    if found:
        failed = all(page.failed for page in found.values())
        return ReadFailed("not_recognised" if failed else "no_text_seen", pages=file.count)
    return ReadFailed("damaged", format=file.format) if file.broken else ReadFailed("no_text")


def _report(pages: list[Page], found: Mapping[int, Found]) -> Report:
    return Report(
        recognised=tuple(
            PageRead(number, each.characters, each.confidence) for number, each in sorted(found.items()) if each.lines
        ),
        empty=tuple(page.number for page in pages if page.drawn and not page.items),
        pictures=sum(page.pictures for page in pages if not page.unread),
        running_lines=sum(page.dropped for page in pages),
    )


def _notes(file: PagedFile, pages: list[Page], found: Mapping[int, Found]) -> Iterable[Note]:
    """What the owner should know, each kind of thing once with its pages."""
    failed = [number for number, each in found.items() if each.failed]
    named = {
        "recognised_pages": [number for number, each in found.items() if each.lines],
        "doubtful_pages": [number for number, each in found.items() if each.lines and each.confidence < DOUBTFUL],
        "pages_not_recognised": failed,
        "pages_without_text": [p.number for p in pages if p.drawn and not p.items and p.number not in failed],
        "hidden_text": [page.number for page in pages if page.hidden and not page.unread],
        "damaged_parts": list(file.broken),
    }
    for code, numbers in named.items():
        if numbers:
            yield Note(code, {"count": len(numbers), "pages": file.count, "list": _listed(sorted(numbers))})


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:LISTED_PAGES])
    return shown + (", …" if len(numbers) > LISTED_PAGES else "")
