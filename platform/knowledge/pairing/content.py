"""What a pair says, checked and cleaned before it is kept."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kit.errors import Invalid
from knowledge.terms import fold

MOST_QUESTIONS, LONGEST_QUESTION, LONGEST_ANSWER = 50, 400, 20_000
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Content:
    """The phrasings, the first of which names the pair, and the answer."""

    questions: tuple[str, ...]
    answer: str

    @property
    def sha256(self) -> str:
        """What the trail keeps instead of the text."""
        return hashlib.sha256("\n".join((*self.questions, "", self.answer)).encode()).hexdigest()


def content_of(questions: Iterable[str], answer: str) -> Content:
    """The content in its kept form; a phrasing that is there twice is kept once. Raises Invalid."""
    asked: dict[str, str] = {}
    for question in questions:
        if line := " ".join(printable(question).split()):
            asked.setdefault(folded(line), line)
    if not asked or "" in asked or len(asked) > MOST_QUESTIONS:
        raise Invalid(field="questions")
    if any(len(line) > LONGEST_QUESTION for line in asked.values()):
        raise Invalid(field="questions")
    said = printable(answer).strip()
    if not said or len(said) > LONGEST_ANSWER:
        raise Invalid(field="answer")
    return Content(tuple(asked.values()), said)


def folded(question: str) -> str:
    """The question as it is compared: form, case, spaces and punctuation make no difference."""
    return _APART.sub("", fold(question))


def printable(text: str) -> str:
    """Without control characters; lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in unicodedata.normalize("NFC", lines) if c in "\n\t" or unicodedata.category(c) != "Cc")
