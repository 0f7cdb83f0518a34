"""Make a question that leans on the one before it stand alone, by straight rules: searching needs its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.types import Message

# 那病假呢？ · 还有别的吗 · 试用期的呢
_LEANS_ZH = re.compile(r"^(?:那|那么|那如果|还有|另外|再|如果是|换成).{0,20}$|^.{1,14}呢[？?]?$")
_POINTS_ZH = re.compile(r"^(?:它|他|她|这个|那个|这些|那些|这种|上述|前者|后者|其中|为什么|怎么办|多久|多少|几天|具体)")
_LEANS_EN = re.compile(
    r"^(?:and|what about|how about|what if|or|also|then|why|how long|how much)\b.{0,60}$", re.IGNORECASE
)
_POINTS_EN = re.compile(r"\b(?:it|its|that|this|those|these|they|them|he|she|one|ones)\b", re.IGNORECASE)
LEANING_LENGTH_ZH, LEANING_WORDS_EN = 12, 8


def standalone(question: str, history: Sequence[Message]) -> str:
    """`question`, led by the last question of the person where it can't be understood without."""
    before = [message.content for message in history if message.role == "user"]
    if not before or not leans(question):
        return question
    return f"{before[-1]} {question}"


def leans(question: str) -> bool:
    """Does the question leave its subject to what was said before?"""
    text = question.strip()
    if re.search(r"[\u3400-\u9fff]", text):
        return bool(_LEANS_ZH.match(text)) or (len(text) <= LEANING_LENGTH_ZH and bool(_POINTS_ZH.match(text)))
    short = len(text.split()) <= LEANING_WORDS_EN
    return short and bool(_LEANS_EN.match(text) or _POINTS_EN.search(text))
