"""Cite a passage word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chat.turn import Citation

if TYPE_CHECKING:
    from knowledge.types import Passage


def quoted(passage: Passage, n: int, text: str) -> Citation:
    """The citation of `text`, which stands in `passage`, under the number `n`."""
    return Citation(
        n=n,
        passage_id=passage.id,
        document_id=passage.document_id,
        version_id=passage.version_id,
        document=passage.document,
        version=passage.version,
        page=passage.page,
        cell=passage.cell_of(text),
        quote=text,
    )
