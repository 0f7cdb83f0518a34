"""A sheet opens in a spreadsheet and runs nothing there."""

from datetime import date
from uuid import uuid4

from console.outputs.sheets import BOM, csv_of, harmless
from desk.types import DocumentHits, Figures, Share


def test_names_that_look_like_formulas_are_quoted() -> None:
    assert harmless("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert harmless("员工手册.md") == "员工手册.md"


def test_both_tables_are_there() -> None:
    day = date(2026, 11, 22)
    hits = DocumentHits(
        document_id=uuid4(), base_id=uuid4(), name="@a.md", base_name="B", found=2, cited=1, last_on=day
    )
    found = Figures(
        first=day,
        last=day,
        shares=(Share(day=day, asked=4, unanswered=1),),
        asked=4,
        unanswered=1,
        good=0,
        bad=0,
        reasons={},
        documents=(hits,),
        never=(),
    )
    text = csv_of(found)
    assert text.startswith(BOM)
    assert "2026-11-22,4,1,0.2500" in text
    assert "'@a.md,B,2,1,2026-11-22" in text
