"""Passages: within their section and page, whole sentences, table rows under their header, nothing lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.parsed import Block, Box, Spot
from knowledge.splitting import LARGEST, TARGET, split

SENTENCE = "员工出差应当在出发之前提交申请并由负责人批准。"


def box(top: float) -> Box:
    return Box(50, top, 500, top + 12, 595, 842)


def heading(text: str, level: int = 1, path: tuple[str, ...] = ()) -> Block:
    return Block(text, "heading", level, path)


def row(*cells: str, table: int = 1) -> Block:
    return Block(" | ".join(cells), "table_row", header=("职级", "住宿"), cells=cells, table=table)


def test_short_paragraphs_of_one_section_are_one_passage() -> None:
    pieces = split([Block("年假十天。", path=("假期",)), Block("病假另计。", path=("假期",))])
    assert [(piece.text, piece.path) for piece in pieces] == [("年假十天。\n病假另计。", ("假期",))]


def test_a_passage_never_crosses_a_heading() -> None:
    blocks = [heading("假期"), Block("十天。", path=("假期",)), heading("差旅"), Block("三百。", path=("差旅",))]
    assert [(piece.path, piece.text) for piece in split(blocks)] == [(("假期",), "十天。"), (("差旅",), "三百。")]


def test_a_heading_without_text_is_kept_as_a_passage() -> None:
    assert [piece.text for piece in split([heading("第一章"), heading("附则"), Block("施行。", path=("附则",))])] == [
        "第一章",
        "施行。",
    ]


def test_a_heading_above_another_is_kept_in_its_path() -> None:
    blocks = [heading("第一章"), heading("第一节", 2, ("第一章",)), Block("内容。", path=("第一章", "第一节"))]
    assert [(piece.text, piece.path) for piece in split(blocks)] == [("内容。", ("第一章", "第一节"))]


def test_long_text_is_cut_at_sentences() -> None:
    pieces = split([Block(SENTENCE * 60)])
    assert all(piece.text.endswith("。") and len(piece.text) <= LARGEST for piece in pieces)
    assert "".join(piece.text for piece in pieces) == SENTENCE * 60


def test_a_sentence_without_end_is_cut_all_the_same() -> None:
    pieces = split([Block("字" * 5_000)])
    assert max(len(piece.text) for piece in pieces) <= LARGEST
    assert sum(len(piece.text) for piece in pieces) == 5_000


def test_rows_repeat_the_header_of_their_table() -> None:
    pieces = split([row(f"P{number}", str(number * 100)) for number in range(120)])
    assert len(pieces) > 1
    assert all(piece.text.startswith("职级 | 住宿\n") and piece.kind == "table_row" for piece in pieces)


def test_rows_of_two_tables_are_kept_apart() -> None:
    assert len(split([row("P1", "100"), row("P2", "200", table=2)])) == 2


def test_a_passage_begins_at_the_cell_of_its_first_row() -> None:
    rows = [
        Block("北京 | 500", "table_row", sheet="差旅", cell="差旅!A2"),
        Block("成都 | 380", "table_row", sheet="差旅", cell="差旅!A3"),
    ]
    piece = split(rows)[0]
    assert (piece.sheet, piece.cell) == ("差旅", "差旅!A2")


def test_the_box_is_that_of_the_lines_in_the_passage() -> None:
    spots = tuple(Spot(start * len(SENTENCE), 3, box(100 + 12 * start)) for start in range(40))
    pieces = split([Block(SENTENCE * 40, spots=spots)])
    assert len(pieces) > 1
    assert pieces[0].box is not None
    assert pieces[1].box is not None
    assert pieces[0].box.top == 100
    assert pieces[0].box.bottom <= pieces[1].box.top + 12
    assert {piece.page for piece in pieces} == {3}


def test_a_new_page_begins_a_new_passage() -> None:
    pieces = split([Block("甲页。", spots=(Spot(0, 1, box(700)),)), Block("乙页。", spots=(Spot(0, 2, box(60)),))])
    assert [(piece.page, piece.text) for piece in pieces] == [(1, "甲页。"), (2, "乙页。")]


def test_a_paragraph_over_a_page_break_is_parted_after_the_sentence() -> None:
    text = "前页的第一句。跨页的这一句从前页写到后页。后页的句子。"
    pieces = split([Block(text, spots=(Spot(0, 1, box(700)), Spot(15, 2, box(60))))])
    assert [(piece.page, piece.text) for piece in pieces] == [
        (1, "前页的第一句。跨页的这一句从前页写到后页。"),
        (2, "后页的句子。"),
    ]


def test_the_line_that_leads_to_a_list_is_repeated_where_the_list_goes_on() -> None:
    items = [Block(f"（{number}）{SENTENCE}", "list_item") for number in range(40)]
    pieces = split([Block("有下列情形之一的，不得报销："), *items])
    assert len(pieces) > 1
    assert all(piece.text.startswith("有下列情形之一的，不得报销：") for piece in pieces)


def test_ordinals_count_up_and_are_the_same_every_time() -> None:
    blocks = [Block(SENTENCE * 30), row("P1", "100")]
    assert [piece.ordinal for piece in split(blocks)] == list(range(len(split(blocks))))
    assert split(blocks) == split(blocks)


CHARACTERS = st.text("年假a b.。：;，\n", min_size=1, max_size=200).filter(str.strip)
BLOCKS = st.lists(
    st.builds(
        Block,
        CHARACTERS,
        st.sampled_from(("paragraph", "list_item", "table_row", "code")),
        path=st.sampled_from(((), ("甲",), ("甲", "乙"))),
        spots=st.lists(st.integers(1, 3), max_size=1).map(lambda pages: tuple(Spot(0, page) for page in pages)),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_every_character_is_in_a_passage_of_its_section(blocks: list[Block]) -> None:
    pieces = split(blocks, target=60)
    for block in blocks:
        inside = "".join("".join(piece.text.split()) for piece in pieces if piece.path == block.path)
        for word in block.text.split():
            assert word[:30] in inside


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_no_passage_is_longer_than_allowed(blocks: list[Block]) -> None:
    assert all(len(piece.text) <= LARGEST for piece in split(blocks, target=TARGET))
