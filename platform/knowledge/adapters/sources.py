"""Where an adapter reads from: a file, or the bytes that another file held."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Held:
    """A file inside a file, such as an attachment: it is never written out."""

    data: bytes

    def read_bytes(self) -> bytes:
        """All of it."""
        return self.data

    def open(self, _mode: str = "rb") -> BinaryIO:
        """A stream from its beginning."""
        return io.BytesIO(self.data)


Source = Path | Held


def size_of(source: Source) -> int:
    """Bytes."""
    return len(source.data) if isinstance(source, Held) else source.stat().st_size
