"""What a person says about himself is told apart from what his question speaks of."""

from time import monotonic

import pytest

from chat.asking.naming import agreed, alike, named, said
from tests.chat.asking.values import BOTH, CITY


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("我在上海，年假几天？", {"city": "上海"}),
        ("我们公司在北京", {"city": "北京"}),
        ("我现在人在沪", {"city": "上海"}),
        ("坐标上海，求问补贴", {"city": "上海"}),
        ("我是合同工", {"contract": "合同工"}),
        ("我是上海的合同工", {"city": "上海", "contract": "合同工"}),
        ("I work in Shanghai", {"city": "上海"}),
        ("I'm a contractor based in Beijing", {"contract": "合同工"}),
        ("I am part-time", {"contract": "兼职"}),
    ],
)
def test_what_somebody_says_of_himself_is_known(text: str, known: dict[str, str]) -> None:
    assert {name: value for name, value in said(text, BOTH).items() if name in known} == known


@pytest.mark.parametrize(
    "text",
    [
        "上海的年假几天？",
        "我不在上海",
        "我在上海出差，住宿标准是多少？",
        "我想去北京",
        "我没在北京上班",
        "合同工有年假吗？",
        "Is there an office in Shanghai?",
        "I am not in Shanghai",
        "I am in Shanghai on a business trip",
    ],
)
def test_what_he_only_asks_about_is_not(text: str) -> None:
    assert said(text, BOTH) == {}


def test_two_values_of_one_attribute_are_none() -> None:
    assert "city" not in said("我在上海，我们在北京也有办公室", [CITY])


def test_a_question_names_every_value_that_stands_in_it() -> None:
    found = named("北京和上海市的补贴差多少？", BOTH)
    assert found == {"city": ("上海", "北京")}
    assert agreed(found) == {}
    assert agreed(named("沪上有补贴吗", BOTH)) == {"city": "上海"}


def test_a_latin_name_is_found_as_a_whole_word_only() -> None:
    assert named("The Beijinger magazine", [CITY]) == {}
    assert named("in beijing?", [CITY]) == {"city": ("北京",)}


def test_words_of_one_kind_stand_together() -> None:
    assert alike([CITY]) == [("上海", "上海市", "沪", "Shanghai", "北京", "Beijing", "广州")]


def test_a_message_made_to_be_ambiguous_is_read_at_once() -> None:
    began = monotonic()
    assert said("我" + "的" * 36, BOTH) == {}
    assert said("我的都" * 40, BOTH) == {}
    assert monotonic() - began < 1
