"""A sheet of pairs on its way in: its rows, what they meet in the base, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A row of a sheet of pairs: its number in the sheet, what it says, and what keeps it from being taken in."""

    number: int
    questions: tuple[str, ...]
    answer: str
    tags: tuple[str, ...] = ()
    valid_until: datetime | None = None
    problems: tuple[str, ...] = ()
    known: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPreview:
    """A sheet of pairs before it is taken in. `known` of a row is the pair that asks the same already."""

    id: UUID
    base_id: UUID
    name: str
    rows: tuple[PairRow, ...]

    @property
    def bad(self) -> tuple[PairRow, ...]:
        return tuple(row for row in self.rows if row.problems)

    @property
    def known(self) -> tuple[PairRow, ...]:
        return tuple(row for row in self.rows if row.known and not row.problems)

    @property
    def new(self) -> int:
        return sum(not row.problems and row.known is None for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsTaken:
    """What an import did."""

    added: int
    replaced: int
    kept: int
