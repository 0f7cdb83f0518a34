"""Sheets of pairs: columns by any of their names, errors by row, and files that hold no formula."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from kit import clock
from kit.ids import new_id
from knowledge.errors import SheetUnreadable
from knowledge.pairing.sheets import read_sheet, read_trials, write_csv, write_xlsx
from knowledge.types import PairInfo


def csv(text: str, encoding: str = "utf-8") -> BytesIO:
    return BytesIO(text.encode(encoding))


def book(*rows: list[object]) -> BytesIO:
    made, out = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return BytesIO(out.getvalue())


def pair(question: str, answer: str) -> PairInfo:
    ids = {name: new_id() for name in ("id", "base_id", "document_id", "version_id", "passage_id")}
    now = clock.now()
    return PairInfo(
        **ids, version=1, questions=(question, "other"), answer=answer, state="approved", ready=True, live=True, withheld="",
        problem="", tags=("t",), audience={}, valid_from=None, valid_until=None, owner="", approved_by="", approved_at=None,
        drafted_by="", sources=(), created_at=now, saved_at=now,
    )  # fmt: skip


@pytest.mark.parametrize("header", ["问题,答案", "Question,Answer", "标准问,回复", "Q,A"])
def test_columns_are_known_by_their_usual_names(header: str) -> None:
    (row,) = read_sheet(csv(f"{header}\n年假几天,十天\n"), "p.csv")
    assert (row.questions, row.answer, row.problems) == (("年假几天",), "十天", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "big5"])
def test_chinese_encodings_are_told_apart(encoding: str) -> None:
    text = "問題,答案\n年假有多少天可以休,每年十天年假\n" * 1
    (row,) = read_sheet(csv(text, encoding), "p.csv")
    assert row.answer == "每年十天年假"


def test_a_workbook_gives_its_rows_with_their_numbers() -> None:
    sheet = book(
        ["问题", "答案", "相似问1", "相似问2", "标签"], ["甲?", "一", "乙", "丙", "x,y"], ["丁", "二", None, None, None]
    )
    first, second = read_sheet(sheet, "p.xlsx")
    assert (first.number, first.questions, first.tags) == (2, ("甲?", "乙", "丙"), ("x", "y"))
    assert (second.number, second.questions) == (3, ("丁",))


def test_a_day_is_read_to_its_end() -> None:
    (row,) = read_sheet(csv("问题,答案,有效期至\n甲,一,2031年5月1日\n"), "p.csv")
    assert row.valid_until is not None
    assert (row.valid_until.date().isoformat(), row.valid_until.hour) == ("2031-05-02", 0)


def test_thousands_of_rows_are_read() -> None:
    text = "question,answer\n" + "".join(f"question number {n},answer {n}\n" for n in range(5000))
    assert len(read_sheet(csv(text), "p.csv")) == 5000


def test_a_file_that_is_none_of_these_is_refused() -> None:
    for name, content in (
        ("p.xlsx", BytesIO(b"PK\x03\x04broken")),
        ("p.csv", BytesIO(b"")),
        ("p.csv", csv("a,b\n1,2\n")),
    ):
        with pytest.raises(SheetUnreadable):
            read_sheet(content, name)


def test_nobody_is_expected_where_the_sheet_says_none() -> None:
    trials = read_trials(csv("question,expected\na,b\nc,none\nd,\n"), "t.csv")
    assert [(each.question, each.expected) for each in trials] == [("a", "b"), ("c", ""), ("d", "")]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    told = write_csv([pair("=1+1", "@cmd")]).decode("utf-8-sig")
    assert "'=1+1,'@cmd,other,t" in told
    cells = next(load_workbook(BytesIO(write_xlsx([pair("=1+1", "a")]))).active.iter_rows(min_row=2))
    assert cells[0].data_type == "s"


def test_a_note_stands_below_the_rows() -> None:
    assert write_csv([pair("q", "a")], note="made by AI").decode("utf-8-sig").splitlines()[-1] == "made by AI"
