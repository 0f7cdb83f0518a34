"""How a document is cut into sections, and which sentences stand for one."""

from chat.renditions.summarising import MOST_SECTIONS, central, sections
from tests.chat.values import passage

RULES = ["员工满一年有 10 天年假，年假须提前申请。", "年假未休完的可以延至次年三月。", "食堂在一楼，请保持安静。"]


def test_a_chapter_begins_a_section_once_the_one_before_is_half_full() -> None:
    parts = [passage("假" * 60, path=f"{chapter} › 一") for chapter in ("年假", "年假", "病假")]
    assert [len(section) for section in sections(parts, room=200)] == [2, 1]


def test_short_chapters_share_a_section() -> None:
    parts = [passage("假" * 20, path=chapter) for chapter in ("年假", "病假", "事假")]
    assert len(sections(parts, room=200)) == 1


def test_a_long_document_has_wider_sections_not_more() -> None:
    parts = [passage("规定" * 200, path="", ordinal=n) for n in range(200)]
    found = sections(parts, room=300)
    assert len(found) <= MOST_SECTIONS + 1
    assert sum(map(len, found)) == 200


def test_central_sentences_stand_in_their_order_with_the_number_of_their_passage() -> None:
    found = central([passage(text, ordinal=n + 6) for n, text in enumerate(RULES)])
    assert [part.text for part in found][:2] == [f"{RULES[0]}[7]", f"{RULES[1]}[8]"]
    assert found[0].citations[0].quote == RULES[0]


def test_a_section_of_figures_alone_has_nothing_to_say() -> None:
    assert central([passage("12 | 34 | 56")]) == ()
