"""Read sheets of pairs that wait for their confirmation, beside what the base answers already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from knowledge.errors import ImportNotFound
from knowledge.models import Pair, PairImport, PairPhrasing
from knowledge.pairing.content import folded
from knowledge.pairing.previews import PairPreview, PairRow
from knowledge.selectors.access import readable_bases
from tenants.types import Principal


def pair_import(import_id: UUID, *, principal: Principal) -> PairPreview:
    """A sheet with the pairs that its questions meet. Raises ImportNotFound."""
    row = PairImport.objects.filter(id=import_id, base__in=readable_bases(principal)).first()
    if row is None:
        raise ImportNotFound
    return preview_of(row)


def preview_of(row: PairImport) -> PairPreview:
    """The sheet beside what the base holds now."""
    read = [_from_json(each) for each in row.rows]
    known = _known(row.base_id, read)
    met: dict[UUID, int] = {}
    rows = tuple(_with(each, known, met) for each in read)
    return PairPreview(id=row.id, base_id=row.base_id, name=row.name, rows=rows)


def newest(base_id: UUID) -> Any:
    """The versions that a base's pairs stand at."""
    return Pair.objects.filter(document__base_id=base_id).values("version_id")


def _known(base_id: UUID, rows: Sequence[PairRow]) -> dict[str, UUID]:
    """The pairs of the base that answer one of the rows' questions, by the folded question."""
    asked = {folded(each) for row in rows for each in row.questions}
    found = PairPhrasing.objects.filter(base_id=base_id, folded__in=asked, passage__version__in=newest(base_id))
    return dict(found.values_list("folded", "passage__version__document__pairs__id"))


def _with(row: PairRow, known: Mapping[str, UUID], met: dict[UUID, int]) -> PairRow:
    """The row with the pair that it meets. One that meets two pairs, or the pair of a row above, can't replace it."""
    found = list(dict.fromkeys(known[key] for each in row.questions if (key := folded(each)) in known))
    if not found:
        return row
    above = met.setdefault(found[0], row.number)
    problem = ""
    if len(found) > 1:
        problem = gettext("Its questions belong to different pairs of this base.")
    elif above != row.number:
        problem = gettext("Row %d has a question of the same pair.") % above
    return replace(row, known=found[0], problems=(*row.problems, problem) if problem else row.problems)


def _from_json(kept: Mapping[str, Any]) -> PairRow:
    lists: dict[str, Any] = {name: tuple(kept[name]) for name in ("questions", "tags", "problems")}
    until = datetime.fromisoformat(kept["valid_until"]) if kept["valid_until"] else None
    return PairRow(number=kept["number"], answer=kept["answer"], valid_until=until, **lists)
