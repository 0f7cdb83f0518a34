"""Attributes and passages that tests of asking back are made of."""

from collections.abc import Sequence
from typing import Any

from chat.turn import Part
from knowledge.types import Passage
from tenants.types import AttributeInfo
from tests.chat.values import passage

CITY = AttributeInfo(
    name="city",
    label="工作城市",
    label_en="City of work",
    values=(("上海", "上海市", "沪", "Shanghai"), ("北京", "Beijing"), ("广州",)),
    may_ask=True,
)
CONTRACT = AttributeInfo(
    name="contract",
    label="用工类型",
    label_en="Type of contract",
    values=(("正式员工", "permanent staff"), ("合同工", "contractor"), ("兼职", "part-time")),
    may_ask=True,
)
BOTH = (CITY, CONTRACT)


def rule(text: str = "通勤补贴每月300元。", score: float = 0.9, **audience: Sequence[str]) -> Passage:
    """A passage for those of `audience` only."""
    return passage(text, score=score, audience={name: tuple(values) for name, values in audience.items()})


def part(*found: Passage, **values: Any) -> Part:
    return Part(**({"question": "通勤补贴多少？", "found": tuple(each.id for each in found)} | values))
