"""The estimate of tokens is near, and rather above."""

import pytest

from gateway.tokens import estimate, estimate_messages
from gateway.types import Message


# The second figure is what the tokenizer of Qwen2.5 gives.
@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", 0),
        ("职工累计工作已满十年不满二十年的，年休假十天。", 15),
        ("The quick brown fox jumps over the lazy dog.", 10),
        ("订单号 A-10293，金额 1,299.00 元", 22),
        ("员工入职满一年后，每年享有 10 天带薪年假。年假须提前 3 个工作日在系统中申请。", 31),
        ("def handle(self, *args): return None", 9),
    ],
)
def test_it_is_near_what_a_tokenizer_counts_and_rather_above(text: str, counted: int) -> None:
    assert counted * 0.95 <= estimate(text) <= counted * 1.5


def test_messages_cost_more_than_their_text() -> None:
    assert estimate_messages([Message("user", "好"), Message("assistant", "的")]) > estimate("好") + estimate("的")
