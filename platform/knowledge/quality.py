"""How well a file was read, as it is stored with its version and as others see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.parsed import Parsed
from knowledge.recognised import DOUBTFUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A page whose text was recognised with little confidence (0–1)."""

    page: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a file was read. `recognised` counts the pages whose text comes from recognition, `recognised_share` is
    their share of all characters, `confidence` their mean; `empty` are pages on which no text was found; `pictures`
    are images beside text, whose own text was not read. `waiting` counts pages that are still to be recognised.
    """

    characters: int = 0
    tables: int = 0
    recognised: int = 0
    recognised_share: float = 0.0
    confidence: float | None = None
    doubtful: tuple[Doubtful, ...] = ()
    empty: tuple[int, ...] = ()
    pictures: int = 0
    running_lines: int = 0
    waiting: int = 0


def measured(parsed: Parsed) -> dict[str, Any]:
    """What is stored. Nothing of the text itself."""
    report = parsed.report
    read = sum(page.characters for page in report.recognised)
    sure = sum(page.characters * page.confidence for page in report.recognised)
    return {
        "characters": parsed.characters,
        "tables": len({(block.sheet, block.table) for block in parsed.blocks if block.kind == "table_row"}),
        "recognised": len(report.recognised),
        "recognised_share": round(min(1.0, read / max(parsed.characters, 1)), 3),
        "confidence": round(sure / read, 3) if read else None,
        "doubtful": [[page.page, page.confidence] for page in report.recognised if page.confidence < DOUBTFUL],
        "empty": list(report.empty),
        "pictures": report.pictures,
        "running_lines": report.running_lines,
    }


def quality_of(stored: Mapping[str, Any]) -> Quality | None:
    """None of a version whose file was not read yet."""
    if not stored:
        return None
    doubtful = tuple(Doubtful(page=page, confidence=sure) for page, sure in stored.get("doubtful", ()))
    rest = {name: value for name, value in stored.items() if name not in ("doubtful", "empty")}
    return Quality(**rest, doubtful=doubtful, empty=tuple(stored.get("empty", ())))
