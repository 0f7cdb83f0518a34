"""Tell whether two questions ask the same: what they share, and what must not differ between them."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from knowledge.pairing.contrasts import CONTRASTS
from knowledge.terms import fold

LEXICAL, DENSE = 0.6, 0.4
"""How much the shared words and the likeness of meaning weigh; see docs/decisions for what they were measured on."""
EACH_LEFT = 0.05
"""What each character costs that says something and is in one of them only: a new word, a part of a compound."""
APART = 0.45
"""Most that two questions reach between which something differs that changes the answer."""

_FILLERS = re.compile(
    "请问一下|请问|你好|您好|我想问一下|我想问|我想知道|想知道|麻烦|帮我|谢谢|告诉我|一下|大概|到底|究竟|现在|就是|那么|这个|那个|[呢啊呀哦吧嘛哈]"
)
_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("为什么|为啥|为何|怎么会|什么原因|咋会", "因"),
        ("能不能|可不可以|能否|可否|是否可以|是否能|可以不可以|行不行|可以|能够|允许", "能"),
        ("是不是|是否", "是"),
        ("有没有|有木有|有无", "有"),
        ("要不要|需不需要|是否需要|需要|须要", "要"),
        ("会不会|是否会", "会"),
        ("怎么样|怎样$|咋样|如何$|好不好|好吗", "样"),
        ("如何|怎样|怎么弄|怎么办理|怎么办|怎么才能|怎么能|怎么|咋", "怎"),
        ("什么时候|啥时候|何时|几时|几点|什么时间|哪天", "时"),
        ("哪里|哪儿|何处|什么地方|在哪", "哪"),
        ("多久|多长时间|几天|多少天", "久"),
        ("多少钱|什么价格|价格是多少", "价"),
        ("多少|几个", "多少"),
        ("什么|啥|哪些|哪个", "何"),
    )
)
_EMPTY = re.compile("[的了吗么]")
_CHOICE = re.compile("([\u4e00-\u9fff])[不没]\\1")
_NOT = re.compile(
    r"不|没|无法|无|未|非|别|勿|拒|\b(?:not|no|never|without|cannot|can't|won't|don't|doesn't|isn't|aren't|unable)\b|n't"
)
_KINDS = "怎样时因哪久价"
_LIGHT = frozenset("我你您的了吗么有能是要会在到用上还把给才就都也去来过得地很些个里中和与及或对于何请想说呢")
_TURNS = re.compile("到|往|向|给|对|比|从|和|转|借|被|把|由|\\b(?:to|from|than|into|by)\\b")
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万亿]+(?=[天日年月周岁元块级折期次个号楼层小倍%成]|分钟|小时|公里)"
)
_WORD = re.compile(r"[a-z][a-z0-9.+#-]*|\d+[a-z]+[a-z0-9]*")
_PLAIN = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "do",
        "does",
        "did",
        "can",
        "could",
        "may",
        "might",
        "will",
        "would",
        "shall",
        "should",
        "i",
        "my",
        "me",
        "we",
        "our",
        "you",
        "your",
        "it",
        "its",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "if",
        "what",
        "how",
        "when",
        "where",
        "why",
        "which",
        "who",
        "whom",
        "please",
        "tell",
        "know",
        "get",
        "have",
        "has",
        "there",
        "this",
        "that",
        "any",
        "some",
        "about",
    ]
)
_HAN_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is compared: `whole` without form and punctuation, `core` in one wording."""

    whole: str
    core: str
    grams: Counter[str]
    words: frozenset[str]
    denied: int
    figures: tuple[str, ...]
    kinds: frozenset[str]
    named: tuple[tuple[int, frozenset[str]], ...]


def likeness(one: str, other: str, *, cosine: float) -> float:
    """0–1: how sure it is that who asks the one is answered by the answer to the other. `cosine` is of their meanings."""
    first, second = asked(one), asked(other)
    if first.whole == second.whole:
        return 1.0 if first.whole else 0.0
    if not (first.grams and second.grams):
        return 0.0
    alike = LEXICAL * _shared(first, second) + DENSE * max(cosine, 0.0)
    score = alike * (1 - EACH_LEFT) ** _left(first, second)
    most = APART if differ(first, second) else 0.999
    return min(score, most, _in_order(first, second))


def differ(one: Asked, other: Asked) -> bool:
    """Is there something in one and not in the other that gives another answer?"""
    return (
        one.denied != other.denied
        or one.figures != other.figures
        or one.words != other.words
        or bool(one.kinds and other.kinds and one.kinds != other.kinds)
        or one.named != other.named
        or _turned(one, other)
    )


def _turned(one: Asked, other: Asked) -> bool:
    """The same characters in another order about a direction: from here to there is not from there to here."""
    if not (_TURNS.search(one.core) and _TURNS.search(other.core)):
        return False
    return one.core != other.core and Counter(one.core) == Counter(other.core)


def _left(one: Asked, other: Asked) -> int:
    """How many characters that say something are in one of them only."""
    first, second = Counter(one.core), Counter(other.core)
    return sum(count for sign, count in ((first - second) + (second - first)).items() if sign not in _LIGHT)


@lru_cache(maxsize=20_000)
def asked(question: str) -> Asked:
    """The question taken apart."""
    text = fold(question)
    whole = re.sub(r"[\W_]+", "", text)
    core = _FILLERS.sub(
        "", _CHOICE.sub(r"\1", re.sub(r"(可以不可以|[\u4e00-\u9fff]不[\u4e00-\u9fff]以)", "可以", text))
    )
    for pattern, word in _SAME:
        core = pattern.sub(word, core)
    core = _NUMBER.sub(lambda found: _figure(found.group()), core)
    denied = len(_NOT.findall(core))
    words = frozenset(_WORD.findall(core)) - _PLAIN
    bare = re.sub(r"[\W_]+", "", _EMPTY.sub("", core))
    grams = Counter(bare) + Counter(bare[i : i + 2] for i in range(len(bare) - 1))
    return Asked(
        whole=whole,
        core=bare,
        grams=grams,
        words=words,
        denied=denied,
        figures=tuple(sorted(_NUMBER.findall(core))),
        kinds=frozenset(bare) & frozenset(_KINDS),
        named=tuple(
            (place, found)
            for place, group in enumerate(CONTRASTS)
            if (found := frozenset(w for w in group if w in bare))
        ),
    )


def _shared(one: Asked, other: Asked) -> float:
    """How much of both is in both, in the same order."""
    both = (one.grams & other.grams).total()
    dice = 2 * both / (one.grams.total() + other.grams.total())
    return (dice + _in_order(one, other)) / 2


def _in_order(one: Asked, other: Asked) -> float:
    """The share of both that stands in the same order: who does what to whom."""
    return SequenceMatcher(None, one.core, other.core, autojunk=False).ratio()


def _figure(text: str) -> str:
    """A number in digits, however it was written."""
    if text[0].isdigit():
        return text.rstrip("0").rstrip(".") if "." in text else text
    total = part = digit = 0
    for sign in text:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif (unit := _HAN_TENS[sign]) >= 10_000:
            total, part, digit = (total + part + digit or 1) * unit, 0, 0
        else:
            part, digit = part + (digit or 1) * unit, 0
    return str(total + part + digit)
