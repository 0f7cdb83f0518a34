"""Read files and draw pages, always in a child process with limits on memory, time and files, and without network."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge.parsed import Parsed, from_json
from knowledge.reading.limits import Limits
from knowledge.reading.supervisor import ask

LIMITS = Limits()

__all__ = ["LIMITS", "Limits", "draw_page", "read_file"]


def read_file(path: Path, *, name: str, limits: Limits = LIMITS) -> Parsed:
    """The text of a file. `name` is what its owner calls it. Raises ReadFailed."""
    _, body = ask({"do": "read", "path": str(path.resolve()), "name": name}, limits, limits.seconds)
    return from_json(json.loads(body))


def draw_page(path: Path, page: int, *, scale: float = 1.0, limits: Limits = LIMITS) -> bytes:
    """Page `page` (from 1) of a PDF as JPEG at 110 dpi times `scale`. Raises ReadFailed."""
    request = {"do": "draw", "path": str(path.resolve()), "page": page, "scale": scale}
    _, body = ask(request, limits, limits.render_seconds)
    return body
