"""Turn text into the terms that the lexical arm compares: Chinese characters and pairs of them, Latin words, numbers."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from zlib import crc32

from zhconv.zhconv import getdict

SPACE = 1_000_000_000
"""Dimensions of a term vector, the most that pgvector's `sparsevec` has. Two terms of one question meet in one of them
once in 10⁷ questions."""
K1, B = 1.2, 0.75
SINGLE = 0.7
"""Weight of a single Chinese character in a question: it says less than a pair, and its pairs say it again."""

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:['’.][^\W_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
_POSSESSIVE = re.compile(r"['’]s$")
_APOSTROPHES = re.compile(r"['’]")


@cache
def _simplified() -> dict[int, str]:
    pairs = {a: b for a, b in getdict("zh-hans").items() if len(a) == len(b) == 1}
    return {ord(source): pairs.get(target, target) for source, target in pairs.items()}


def fold(text: str) -> str:
    """Compatibility forms, lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def terms(text: str) -> Counter[str]:
    """The terms of `text` with how often each occurs."""
    found: Counter[str] = Counter()
    for match in _RUN.finditer(fold(text)):
        run = match.group()
        if _IS_HAN.match(run):
            found.update(run)
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found[_stem(_APOSTROPHES.sub("", _POSSESSIVE.sub("", run)))] += 1
    return found


def _stem(word: str) -> str:
    """English plurals as their singular; anything else unchanged. More stemming costs names and codes."""
    if len(word) < 4 or not word.isascii() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=200_000)
def dimension(term: str) -> int:
    """Where the term stands in a term vector, from 1 to `SPACE`."""
    return crc32(term.encode()) % SPACE + 1


def is_single(term: str) -> bool:
    """A Chinese character on its own."""
    return len(term) == 1 and _IS_HAN.match(term) is not None


def passage_vector(found: Counter[str], *, average: float) -> dict[int, float]:
    """The BM25 weight of each term of a passage, without idf, which belongs to the question.

    `average` is the mean number of terms of a passage in its base.
    """
    length = K1 * (1 - B + B * found.total() / average)
    return {dimension(term): count * (K1 + 1) / (count + length) for term, count in found.items()}


def question_vector(question: str) -> dict[int, float]:
    """The weight of each term of a question, before idf. Empty for a question without letters and digits."""
    return {dimension(term): count * (SINGLE if is_single(term) else 1.0) for term, count in terms(question).items()}


def as_sparsevec(weights: dict[int, float]) -> str:
    """pgvector's text form."""
    inside = ",".join(f"{place}:{weight:.4f}" for place, weight in sorted(weights.items()))
    return f"{{{inside}}}/{SPACE}"
