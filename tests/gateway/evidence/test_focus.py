"""What a question is about is told apart from what it is put in."""

import pytest

from gateway.evidence.focus import chunks, share, spaced, without_names


def pointed(question: str) -> str:
    return "".join(item.spelled[0] for chunk in chunks(question) if chunk.focus for item in chunk.items)


def test_the_focus_stands_beside_the_asking_word() -> None:
    assert "宠物" in pointed("根据人民医院的住院病历，杜某某的宠物是什么？")
    assert "杜某" not in pointed("根据人民医院的住院病历，杜某某的宠物是什么？")


def test_a_frame_that_names_the_source_is_no_part_of_it() -> None:
    assert "医院" not in "".join(
        item.spelled[0] for chunk in chunks("根据人民医院的病历，血型是什么？") for item in chunk.items
    )


def test_english_pieces_end_at_little_words() -> None:
    assert [len(chunk.items) for chunk in chunks("What is the warranty of the clock battery?")] == [1, 2]


def test_what_a_text_says_counts_by_its_weight() -> None:
    items = [item for chunk in chunks("员工车位怎么申请") for item in chunk.items]
    assert (
        share(items, spaced("员工申请停车位")) > share(items, spaced("员工申请出差")) > share(items, spaced("会议室"))
    )


def test_a_number_weighs_little() -> None:
    items = [item for chunk in chunks("迟到6分钟罚多少") for item in chunk.items]
    assert share(items, spaced("迟到10分钟以内罚款")) > 0.8


def test_words_that_say_the_same_are_found() -> None:
    items = [item for chunk in chunks("工资什么时候发") for item in chunk.items]
    assert share(items, spaced("薪酬每月发放")) > share(items, spaced("奖状每月展示"))


def test_longer_latin_words_may_go_on_and_short_ones_may_not() -> None:
    (chunk,) = chunks("warrant?")
    assert share(chunk.items, spaced("a two-year warranty")) == 1
    (short,) = chunks("cat?")
    assert share(short.items, spaced("category")) == 0


@pytest.mark.parametrize(
    ("question", "names", "left"),
    [
        ("根据翠湖医院的住院病历，杜某某的宠物是什么？", "翠湖医院 杜某某", "的宠物是什么?"),
        ("创新科技有限公司的能耗是多少？", "创新科技有限公司", "的能耗是多少?"),
        ("年假有几天？", "员工手册", "年假有几天?"),
        ("员工手册", "员工手册", "员工手册"),
    ],
)
def test_names_of_the_document_are_left_out_of_the_meaning(question: str, names: str, left: str) -> None:
    assert without_names(question, names) == left


@pytest.mark.parametrize("question", ["", "？？", "多少", "的"])
def test_nothing_telling_gives_no_weight(question: str) -> None:
    assert sum(chunk.weight for chunk in chunks(question)) < 0.6
