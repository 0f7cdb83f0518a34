"""Rules that need a calculation are answered with its expression; everything else is left alone."""

from dataclasses import dataclass

import pytest

from gateway.adapters.extractive_sums import calculations
from gateway.evidence.scoring import weigh
from gateway.evidence.units import units


@dataclass(frozen=True)
class Passage:
    text: str
    document: str = "制度.pdf"
    path: str = ""
    score: float = 0.6


INJURY = Passage(
    "一次性补助金的标准为：七级伤残为13个月的本人工资，八级伤残为11个月的本人工资，九级伤残为9个月的本人工资。"
)
BONUS = Passage("绩效工资基数是员工定薪的30%。\n评为优秀的，绩效工资发放120%。\n评为较差的，绩效工资发放80%。")
LATE = Passage("迟到每次按旷课0.5学时计算。旷课满10学时的，给予警告。")
TRAVEL = Passage("出差每天补助80元。住宿凭票报销。")
APPEAL = Passage("员工可以在收到通知后10个工作日内提出申诉。")
SEVERANCE = Passage(
    "Staff with less than a year get a lump sum equivalent to 4 weeks pay. After that, you get an additional 2 weeks for every year."
)


def named(question: str, *passages: Passage) -> list[str]:
    ranked = [each.unit for each in weigh(question, passages, units(passages))]
    return [each.line.strip() for each in calculations(question, ranked, passages)]


@pytest.mark.parametrize(
    ("question", "passage", "line"),
    [
        ("八级伤残，本人工资6000，一次性补助金多少？", INJURY, "计算结果：⟦calc: 6000 * 11⟧元[1]"),
        ("定薪10000，绩效评优秀，绩效工资实发多少？", BONUS, "计算结果：⟦calc: 10000 * 30% * 120%⟧元[1]"),
        ("绩效工资2000，评为较差，发多少？", BONUS, "计算结果：⟦calc: 2000 * 80%⟧元[1]"),
        ("迟到4次相当于旷课几学时？", LATE, "计算结果：⟦calc: 4 * 0.5⟧学时[1]"),
        ("出差5天一共补助多少钱？", TRAVEL, "计算结果：⟦calc: 5 * 80⟧元[1]"),
        ("2026年3月2日收到通知，最晚什么时候申诉？", APPEAL, "按规定的期限计算：⟦calc: 2026-3-2 + 10个工作日⟧[1]"),
        (
            "I have worked here 3 years. How many weeks of severance in total?",
            SEVERANCE,
            "In total: ⟦calc: 4 + 2 * 3⟧ weeks[1]",
        ),
    ],
)
def test_a_known_shape_names_its_expression(question: str, passage: Passage, line: str) -> None:
    assert named(question, passage) == [line]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("八级伤残的一次性补助金是几个月工资？", INJURY),
        ("十级伤残，本人工资6000，补助金多少？", INJURY),
        ("出差补助每天多少钱？", TRAVEL),
        ("申诉要几个工作日内提出？", APPEAL),
        ("旷课怎么处理？", LATE),
        ("What severance do I get?", SEVERANCE),
    ],
)
def test_a_question_without_a_figure_of_its_own_has_none(question: str, passage: Passage) -> None:
    assert named(question, passage) == []
