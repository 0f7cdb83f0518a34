"""Figures of a question and ranges of a sentence."""

import pytest

from gateway.evidence.ranges import fit


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("工作15年有几天年假", "已满1年不满10年的，年休假5天", -1),
        ("工作15年有几天年假", "已满10年不满20年的，年休假10天", 1),
        ("工作10年", "已满1年不满10年", -1),
        ("累计工作15年一年有几天年假", "已满1年不满10年的", -1),
        ("缴费6年", "满五年不足十年的，最长为十八个月", 1),
        ("怀孕5个月", "怀孕未满4个月流产的", -1),
        ("怀孕5个月", "怀孕满4个月流产的", 1),
        ("late by 20 minutes", "10 minutes or less", -1),
        ("with 3 years of service", "more than 2 years", 1),
        ("2016年市场多大", "2009-2017年逐年递增", 0),
        ("有几天年假", "年休假5天", 0),
        ("迟到20分钟", "扣50元", 0),
    ],
)
def test_fit(question: str, sentence: str, expected: int) -> None:
    assert fit(question, sentence) == expected
