"""A stream is cut into the same sentences with the same marks, wherever its deltas end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.citing.marks import LONGEST_SENTENCE, Cutter, Marked

TEXT = (
    "根据手册，规定如下：\n1. 入职满一年有10天年假【1】【2】。满十年为15天。[3]其他见附件[1, 2]\n"
    "The U.S. office has 3.5 days. [1] Next［１-3］ one! 真的吗？！“是的。”[来源：2] Done."
)


def cut(*deltas: str) -> list[Marked]:
    cutter = Cutter()
    return [sentence for delta in deltas for sentence in cutter.push(delta)] + cutter.finish()


def shown(sentences: list[Marked]) -> str:
    return "".join(each.cited(each.numbers) for each in sentences)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("甲[1]。", "甲[1]。"),
        ("甲。[1]", "甲[1]。"),
        ("甲【1】。", "甲[1]。"),
        ("甲［１］。", "甲[1]。"),
        ("甲[1][2]。", "甲[1][2]。"),
        ("甲[1, 2]。", "甲[1][2]。"),
        ("甲[1-3]。", "甲[1][2][3]。"),
        ("甲[资料1]。", "甲[1]。"),
        ("甲[^2]。", "甲[2]。"),
        ("A day. [1]", "A day[1]."),
        ("A day [1].", "A day[1]."),
    ],
)
def test_every_way_to_write_a_mark_becomes_one(written: str, normal: str) -> None:
    assert shown(cut(written)) == normal


def test_a_mark_behind_the_end_belongs_to_the_sentence_before_it() -> None:
    first, second = cut("满十年为15天。[3]其他见附件。")
    assert (first.numbers, second.numbers) == ((3,), ())


def test_a_sentence_waits_for_its_mark() -> None:
    cutter = Cutter()
    assert cutter.push("年假十天。") == []
    assert cutter.push("[") == []
    assert cutter.push("1") == []
    assert cutter.push("]") == []
    assert [each.numbers for each in cutter.push("病假")] == [(1,)]


@given(st.lists(st.integers(min_value=0, max_value=len(TEXT)), max_size=12))
def test_where_the_deltas_end_changes_nothing(places: list[int]) -> None:
    edges = [0, *sorted(places), len(TEXT)]
    deltas = [TEXT[a:b] for a, b in pairwise(edges)]
    assert shown(cut(*deltas)) == shown(cut(TEXT))


@given(st.text(alphabet="甲乙。，[]【】123 a.\n!?（", max_size=60))
def test_no_text_is_lost_or_invented(text: str) -> None:
    sentences = cut(*text)
    kept = "".join(each.text + each.gap for each in sentences)
    assert sorted(c for c in kept if c in "甲乙，a!?（") == sorted(c for c in text if c in "甲乙，a!?（")


def test_a_text_without_an_end_is_cut_at_a_clause() -> None:
    cutter = Cutter()
    text = "很长的一句话，" * (LONGEST_SENTENCE // 7 + 5)
    (sentence,) = cutter.push(text)
    assert sentence.text.endswith("，")
    assert len(sentence.text) <= LONGEST_SENTENCE


def test_brackets_that_are_no_mark_stay() -> None:
    assert shown(cut("见【附件一】和[说明]。")) == "见【附件一】和[说明]。"
