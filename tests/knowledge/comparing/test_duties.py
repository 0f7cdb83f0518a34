"""Which duty a clause names."""

import pytest

from knowledge.comparing.duties import denied, duty_of


@pytest.mark.parametrize(
    ("clause", "duty"),
    [
        ("员工应当提前申请", "must"),
        ("员工可以提前申请", "may"),
        ("员工不得提前申请", "must_not"),
        ("员工不可以提前申请", "must_not"),
        ("无需提前申请", "need_not"),
        ("Visitors need not sign in", "need_not"),
        ("Visitors must not sign in", "must_not"),
        ("这里讲产品的应用与可靠性", None),
    ],
)
def test_the_longer_word_decides(clause: str, duty: str | None) -> None:
    assert duty_of(clause) == duty


def test_a_denial_names_what_it_denies_and_a_duty_is_none() -> None:
    assert denied("出租车费不予报销") == {"报销"}
    assert denied("出租车费不得报销") == set()
