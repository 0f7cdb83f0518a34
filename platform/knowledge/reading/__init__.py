"""Read files and draw pages, always in a child process with limits on memory, time and files, and without network."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge.parsed import Parsed, from_json
from knowledge.reading.limits import Limits
from knowledge.reading.recognising import Heard, Pages, recognise_pages, unheard
from knowledge.reading.supervisor import ask
from knowledge.reading.wire import UNREAD
from knowledge.recognised import as_data

LIMITS = Limits()

__all__ = ["LIMITS", "Limits", "draw_page", "read_file"]


def read_file(
    path: Path, *, name: str, limits: Limits = LIMITS, recognised: Pages | None = None, heard: Heard = unheard
) -> Parsed:
    """The text of a file. `name` is what its owner calls it. Raises ReadFailed.

    Pages that are pictures are recognised, several at a time. `recognised` holds those done before, and gains the others;
    after each `heard(done, wanted)` is called, which may raise to stop here: the next call goes on from there.
    """
    pages: Pages = {} if recognised is None else recognised
    tag, body = _read(path, name, limits, pages)
    if tag == UNREAD:
        recognise_pages(path, json.loads(body), pages, limits, heard)
        tag, body = _read(path, name, limits, pages)
    return from_json(json.loads(body))


def _read(path: Path, name: str, limits: Limits, pages: Pages) -> tuple[bytes, bytes]:
    known = {number: as_data(found) for number, found in pages.items()}
    request = {"do": "read", "path": str(path.resolve()), "name": name, "recognised": known}
    return ask(request, limits, limits.seconds)


def draw_page(path: Path, page: int, *, scale: float = 1.0, limits: Limits = LIMITS) -> bytes:
    """Page `page` (from 1) of a PDF or a picture as JPEG at 110 dpi times `scale`. Raises ReadFailed."""
    request = {"do": "draw", "path": str(path.resolve()), "page": page, "scale": scale}
    _, body = ask(request, limits, limits.render_seconds)
    return body
