"""What is translated at once, and what is compared afterwards."""

import pytest

from chat.renditions.translating import batches, kept_figures, stretches
from knowledge.types import DocumentBlock


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Fees are due within 30 days.", "费用须在三十天内支付。"),
        ("员工每年有两次体检。", "Staff have a check-up twice a year."),
        ("1,200 元", "1200 yuan"),
    ],
)
def test_a_figure_may_be_written_in_another_way(original: str, translation: str) -> None:
    assert kept_figures(original, translation)


def test_a_figure_may_not_become_another() -> None:
    assert not kept_figures("Fees are due within 30 days.", "费用须在 13 天内支付。")


def test_long_texts_are_cut_between_sentences_and_nothing_is_lost() -> None:
    text = "".join(f"第{n}条规定员工须按时完成培训并签字确认。" for n in range(60))
    found = stretches(text)
    assert len(found) > 1
    assert "".join(found) == text


def test_empty_blocks_are_no_work() -> None:
    blocks = [DocumentBlock(kind="paragraph", text=text) for text in ("a", " ", "b")]
    assert [block.text for batch in batches(blocks) for block in batch] == ["a", "b"]
