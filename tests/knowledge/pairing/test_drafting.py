"""Which passages are pairs as they stand, and which drafts a passage carries."""

from kit.ids import new_id
from knowledge.pairing.drafting import Proposed, carried, read, shaped
from knowledge.types import Passage


def passage(text: str, path: str = "") -> Passage:
    ids = {name: new_id() for name in ("id", "base_id", "document_id", "version_id")}
    return Passage(**ids, document="d", version=1, page=1, box=None, path=path, sheet=None, cell=None, text=text)


def test_a_heading_that_is_a_question_is_answered_by_its_text() -> None:
    (found,) = shaped(passage("在系统里申请。", "手册 › 如何申请年假？"))
    assert found == Proposed("如何申请年假？", "在系统里申请。")
    assert shaped(passage("在系统里申请。", "手册 › 年假")) == ()


def test_several_marked_questions_stand_in_one_passage() -> None:
    found = shaped(passage("问：甲是什么？\n答：一。\n问：乙是什么？\n答：二，\n还有三。"))
    assert found == (Proposed("甲是什么？", "一。"), Proposed("乙是什么？", "二，\n还有三。"))


def test_english_marks_are_known() -> None:
    assert shaped(passage("Q: Is there parking?\nA: Yes, behind the house.")) == (
        Proposed("Is there parking?", "Yes, behind the house."),
    )


def test_a_reply_gives_at_most_three_pairs() -> None:
    assert len(read("\n".join(f"问：第{n}个？\n答：答案。" for n in range(5)))) == 3
    assert read("无") == ()


def test_a_figure_that_the_passage_does_not_have_is_not_carried() -> None:
    ground = passage("入职满一年的员工每年享有十天年休假。")
    assert carried(Proposed("q", "每年享有10天年休假。"), ground)
    assert not carried(Proposed("q", "每年享有12天年休假。"), ground)


def test_words_that_the_passage_does_not_have_are_not_carried() -> None:
    assert not carried(Proposed("q", "地下车库免费停车。"), passage("每年享有十天年休假。"))
