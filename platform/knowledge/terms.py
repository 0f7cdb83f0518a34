"""Turn text into the terms that the lexical arm compares: Chinese characters and pairs of them, Latin words, numbers,
and the numbers of articles and chapters."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from zlib import crc32

from zhconv.zhconv import getdict

from kit.figures import han_number

SPACE = 1_000_000_000
"""Dimensions of a term vector, the most that pgvector's `sparsevec` has. Two terms of one question meet in one of them
once in 10⁷ questions."""
K1, B = 1.2, 0.75
MOST_SAID = 2
"""A term that a question repeats more often than this does not matter more."""
FORM = 0.2
"""Weight of what only gives a question its form, such as 什么, 怎么 or "what is". In a base of rules or reports such words
are rare, so that their idf alone would let them decide."""

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:['’.][^\W_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
_ORDINAL = re.compile(
    r"第\s*(\d{1,6}|[零〇一二三四五六七八九十百千两]{1,9})\s*([条款项章节编])(?:之([一二三四五六七八九]))?"
)
_PARTS = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_FORM_CHARACTERS = frozenset(
    "的了吗呢么吧啊是我你他她它们您这那请问什怎如何哪谁为啥能否有没在和与及就都也还要会个想可以不得对把被让给"
)
_PAIRS = """
什么 怎么 怎样 如何 多少 哪些 哪个 哪里 哪种 为什 为何 请问 是否 能否 可以 需要 么时 时候 么是 几个 么办 办啊 内容 的内 容是 一下 还是
哪条 条法 据哪
"""
_WORDS = """
what how which who whom whose when where why is are was were be been do does did the a an of in on at to for by with and or
that this it its as from can could should would will has have had i you we they he she my your our not if
"""
_FORMS = frozenset(f"{_PAIRS} {_WORDS}".split())
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
    folded = fold(text)
    found: Counter[str] = Counter(_ordinals(folded))
    for match in _RUN.finditer(folded):
        run = match.group()
        if _IS_HAN.match(run):
            found.update(run)
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.update(_words(run))
    return found


def _ordinals(folded: str) -> Iterator[str]:
    """第五十四条 and 第54条 as one term: its characters are those of many other articles."""
    for match in _ORDINAL.finditer(folded):
        number, part, branch = match.groups()
        value = int(number) if number.isdecimal() else han_number(number)
        yield f"第{value}{part}{f'之{branch}' if branch else ''}"


def _words(run: str) -> Iterator[str]:
    """A run of letters and digits, and each of its parts where it has both: FY2015 is found by 2015."""
    plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", run))
    yield _stem(plain)
    parts = _PARTS.findall(plain)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) > 1)


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


def is_form(term: str) -> bool:
    """Does the term only give a question its form?"""
    return term in _FORMS or (len(term) < 3 and set(term) <= _FORM_CHARACTERS)


def passage_vector(found: Counter[str], *, average: float) -> dict[int, float]:
    """The BM25 weight of each term of a passage, without idf, which belongs to the question.

    `average` is the mean number of terms of a passage in its base.
    """
    length = K1 * (1 - B + B * found.total() / average)
    return {dimension(term): count * (K1 + 1) / (count + length) for term, count in found.items()}


def question_terms(question: str) -> dict[str, float]:
    """The weight of each term of a question, before idf. Empty for a question without letters and digits."""
    return {term: min(count, MOST_SAID) * (FORM if is_form(term) else 1.0) for term, count in terms(question).items()}


def question_vector(weights: Mapping[str, float]) -> dict[int, float]:
    """The same weights by the terms' dimensions."""
    return {dimension(term): weight for term, weight in weights.items()}


def as_sparsevec(weights: dict[int, float]) -> str:
    """pgvector's text form."""
    inside = ",".join(f"{place}:{weight:.4f}" for place, weight in sorted(weights.items()))
    return f"{{{inside}}}/{SPACE}"
