"""What can be an answer."""

from dataclasses import dataclass

from gateway.evidence.units import LONGEST, units


@dataclass(frozen=True)
class Passage:
    text: str
    path: str = "第一章"
    document: str = "手册"
    score: float = 0.5


def texts(text: str) -> list[str]:
    return [unit.text for unit in units([Passage(text)])]


def test_sentences_stand_alone_and_know_what_is_around_them() -> None:
    first, second = units([Passage("有年假。有病假。")])
    assert (first.text, second.text, second.beside, second.around) == ("有年假。", "有病假。", "有年假。", "第一章")


def test_a_row_reads_with_the_names_of_its_columns() -> None:
    assert texts("品名 | 价格\n笔 | 3元\n纸 | ") == ["品名: 笔; 价格: 3元", "品名: 纸"]


def test_rows_without_a_header_read_as_they_are() -> None:
    assert texts("1 | 2\n3 | 4") == ["1, 2", "3, 4"]
    assert texts("笔 | 3元") == ["笔, 3元"]


def test_items_know_the_line_that_leads_to_them() -> None:
    lead, item = units([Passage("下列情形不享受：\n(一)请事假的；")])
    assert lead.leads
    assert item.item
    assert "下列情形不享受" in item.around


def test_no_unit_is_a_page() -> None:
    assert max(map(len, texts("长" * 5000))) == LONGEST


def test_numbers_are_those_of_the_passages() -> None:
    assert [unit.n for unit in units([Passage("甲。"), Passage("乙。")])] == [1, 2]
