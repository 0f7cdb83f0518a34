"""A model's own words for "the material does not say" are understood."""

import pytest

from chat.citing.denials import denies


@pytest.mark.parametrize(
    "sentence",
    [
        "NOT IN MATERIAL",
        "资料中没有提到育儿假。",
        "根据提供的资料，资料未提及该问题。",
        "抱歉，文档中并未说明报销上限。",
        "无法从资料中得知答案。",
        "The material does not mention parental leave.",
        "The provided passages do not contain this information.",
        "This is not mentioned in the documents.",
    ],
)
def test_a_denial_is_recognised(sentence: str) -> None:
    assert denies(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["年假没有休完的可以延期。", "员工不得将资料带出公司。", "You need not return the form.", "材料需在三日内提交。"],
)
def test_an_answer_with_a_no_in_it_is_none(sentence: str) -> None:
    assert not denies(sentence)
