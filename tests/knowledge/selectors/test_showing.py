"""What may be shown of a passage is decided in one place, for every part of it that people see."""

from dataclasses import replace

import pytest

from knowledge.selectors import shown
from moderation.errors import ModerationBroken
from tests.chat.values import WordScreen, passage

CLEAN = passage("正常的规定。")


def test_what_passes_stays_in_order_and_the_rest_is_counted() -> None:
    last = passage("另一条规定。")
    seen = shown([CLEAN, passage("含有违禁词的段落。"), last], screen=WordScreen())
    assert (seen.passages, seen.withheld) == ((CLEAN, last), 1)


@pytest.mark.parametrize("part", ["path", "document", "sheet", "cell"])
def test_what_stands_beside_the_text_is_screened_like_it(part: str) -> None:
    seen = shown([replace(CLEAN, **{part: "违禁词"})], screen=WordScreen())
    assert (seen.passages, seen.withheld) == ((), 1)


def test_a_broken_moderator_shows_nothing() -> None:
    with pytest.raises(ModerationBroken):
        shown([CLEAN], screen=WordScreen(broken=True))
