"""A question that leans on the one before it is searched with its subject."""

from time import monotonic

import pytest

from chat.wording.followups import leans, standalone

CITIES = ("北京", "Beijing", "上海", "Shanghai")
CONTRACTS = ("正式员工", "合同工", "兼职")


@pytest.mark.parametrize(
    "question",
    [
        "那病假呢？",
        "试用期的呢",
        "还有别的吗？",
        "它多久一次？",
        "需要什么证明？",
        "what about sick leave?",
        "And for interns?",
        "How long is it?",
        "how do I apply?",
    ],
)
def test_a_leaning_question_is_seen(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "病假需要提供什么证明材料？",
        "How do I apply for annual leave in my first year?",
        "公司地址在哪里",
        "报销流程",
        "怎么报销打车费？",
    ],
)
def test_a_question_that_stands_alone_is_left(question: str) -> None:
    assert not leans(question)
    assert standalone(question, ["年假几天？"]).text == question


@pytest.mark.parametrize(
    ("before", "question", "text"),
    [
        ("年假几天？", "那病假呢？", "病假几天？"),
        ("一年有几天年假？", "那婚假呢", "一年有几天婚假？"),
        ("满一年的员工可以休几天年休假？", "婚假呢？", "满一年的员工可以休几天婚假？"),
        ("请病假需要什么证明？", "那事假呢？", "请事假需要什么证明？"),
        ("怎么申请年假？", "病假呢", "怎么申请病假？"),
        ("入职满一年可以休几天年假？", "满五年呢？", "入职满五年可以休几天年假？"),
        ("年假几天？", "试用期呢？", "试用期年假几天？"),
        ("年假几天？", "北京呢？", "北京年假几天？"),
        ("上海的年假几天？", "北京？", "北京的年假几天？"),
        ("年假几天？", "兼职的呢？", "兼职年假几天？"),
        ("病假怎么请？", "需要什么证明？", "病假需要什么证明？"),
        ("How many days of annual leave do I get?", "what about sick leave?", "How many days of sick leave do I get?"),
        ("How long is leave in Shanghai?", "and in Beijing?", "How long is leave in Beijing?"),
    ],
)
def test_the_new_word_takes_the_place_of_the_one_it_is_like(before: str, question: str, text: str) -> None:
    found = standalone(question, [before], [CITIES, CONTRACTS])
    assert (found.text, found.changed, found.sure) == (text, True, True)


def test_a_chain_is_followed_from_its_beginning() -> None:
    assert standalone("需要提前多久？", ["年假几天？", "那病假呢？"]).text == "病假需要提前多久？"


def test_a_new_subject_of_another_kind_is_a_guess() -> None:
    found = standalone("那餐补呢？", ["住宿费标准是多少？"])
    assert (found.text, found.sure) == ("餐补是多少？", False)


def test_where_no_rule_fits_the_question_before_leads() -> None:
    found = standalone("还有别的吗？", ["年假几天？"])
    assert (found.text, found.sure) == ("年假几天？ 还有别的吗？", False)


def test_nothing_leads_the_first_question() -> None:
    assert standalone("那病假呢？", ()).text == "那病假呢？"


def test_what_is_counted_is_not_asked_of_what_cannot_be() -> None:
    assert standalone("那病假工资呢？", ["年假有几天？"]).text == "病假工资是怎么规定的？"


@pytest.mark.parametrize(
    ("question", "before"),
    [("那病假呢？", "需要" * 20), ("and" + " " * 1000 + "it ?x", "How many days of leave?")],
)
def test_a_question_made_to_be_ambiguous_is_read_at_once(question: str, before: str) -> None:
    began = monotonic()
    standalone(question, [before])
    assert monotonic() - began < 1
