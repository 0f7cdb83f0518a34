"""Decide whether two questions ask the same thing. Plain values: the caller brings the vectors, nothing is stored here.

A score says how much two questions look alike; guards say what no likeness may outweigh: another number, another name,
the opposite, or another thing that is asked for.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.figures import figures
from knowledge.terms import fold, terms

SAME = 0.72
"""Score from which two questions count as the same. Chosen for few wrong merges: an editor who finds two rows for one
question loses a minute, one who answers two questions with one answer misleads people."""
DENSE = 0.5
SINGLE = 0.5

_POLITE = re.compile(
    r"^(?:您好|你好|请问一下|请问|想问一下|我想问一下|我想问|我想知道|麻烦问下|咨询一下|hi|hello|please)+"
)
_TAIL = re.compile(r"(?:谢谢您|谢谢你|谢谢|多谢|thanks|thankyou|[吗呢啊呀吧么哦])+$")
_NOT_A_WORD = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z0-9+.#-]*[a-z0-9+#]|[a-z]\d*")
_CAPITALS = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z0-9]*|[A-Za-z]*\d[A-Za-z0-9]*)\b")
_EITHER_WAY = re.compile(r"(.)[不没]\1|有没有|是不是|可不可以|能不能|不好意思|不过|差不多|只不过|对不起")
_NEGATION = re.compile(r"不|没|未|无法|勿|非|别(?!人|的|墅)|\b(?:not|no|never|without|cannot)\b|n['’]t\b")

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("开通|开启|打开|启用|激活", "关闭|注销|停用|取消|关掉"),
    ("增加|提高|提升|调高|上调", "减少|降低|调低|下调"),
    ("提前", "推迟|延期|延后|逾期"),
    ("入职", "离职|辞职"),
    ("借款|借钱", "还款|还钱"),
    ("转入|存入|充值", "转出|提现|取出"),
    ("收入|收款", "支出|付款"),
    ("绑定", "解绑|解除绑定"),
    ("安装", "卸载"),
    ("最高|最多|最大|最长", "最低|最少|最小|最短"),
    ("以前|之前", "以后|之后"),
    ("国内", "国外|境外"),
    ("退货", "换货"),
    ("enable|activate|turn on", "disable|deactivate|turn off|cancel"),
    ("increase|raise", "decrease|reduce|lower"),
    ("maximum|most|longest", "minimum|least|shortest"),
)
"""What one question asks about and the other about its opposite: two questions, however alike their words."""
_OPPOSITES = tuple((re.compile(one), re.compile(other)) for one, other in OPPOSITES)

ASKED_FOR: tuple[tuple[str, str], ...] = (
    ("amount", "多少|几(?:天|个|次|元|块|年|岁|折|倍)|how (?:much|many)"),
    ("time", "什么时候|何时|几点|多久|多长时间|哪天|几号|\\bwhen\\b|how long"),
    ("place", "哪里|哪儿|在哪|何处|什么地方|\\bwhere\\b"),
    ("person", "谁|找哪位|哪个部门|\\bwho(?:m|se)?\\b"),
)
_ASKED_FOR = tuple((name, re.compile(pattern)) for name, pattern in ASKED_FOR)


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a question is compared."""

    weights: dict[str, float]
    figures: frozenset[str]
    names: frozenset[str]
    negated: bool
    sides: tuple[int, ...]
    asked_for: frozenset[str]


def bare(text: str) -> str:
    """The question without case, width, script variant, punctuation, greeting and thanks: equal means asked again."""
    words = _NOT_A_WORD.sub("", fold(text))
    kept = _TAIL.sub("", _POLITE.sub("", words))
    return kept or words


def digest(text: str) -> str:
    """The bare question as a key of fixed length."""
    return hashlib.sha256(bare(text).encode()).hexdigest()


def profile(text: str) -> Profile:
    folded = fold(text)
    return Profile(
        weights=_weights(terms(text)),
        figures=_figures(folded),
        names=_names(text, folded),
        negated=_negated(folded),
        sides=tuple(_side(folded, one, other) for one, other in _OPPOSITES),
        asked_for=frozenset(name for name, pattern in _ASKED_FOR if pattern.search(folded)),
    )


def apart(one: Profile, other: Profile) -> str:
    """The guard that keeps two questions apart whatever their words: figures, names, negation, opposite, asked_for; or ''."""
    if one.figures != other.figures:
        return "figures"
    if one.names != other.names:
        return "names"
    if one.negated != other.negated:
        return "negation"
    if any(a and b and a != b for a, b in zip(one.sides, other.sides, strict=True)):
        return "opposite"
    if one.asked_for and other.asked_for and not one.asked_for & other.asked_for:
        return "asked_for"
    return ""


def likeness(one: Profile, other: Profile, cosine: float) -> float:
    """0–1, from the words that both have and the nearness of their meanings. Says nothing about the guards."""
    return DENSE * max(0.0, cosine) + (1 - DENSE) * _shared(one.weights, other.weights)


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Of vectors of any length; 0 where one of them is nothing."""
    product = sum(a * b for a, b in zip(one, other, strict=True))
    size = math.sqrt(sum(a * a for a in one)) * math.sqrt(sum(b * b for b in other))
    return product / size if size else 0.0


def centre(vectors: Iterable[Sequence[float]]) -> list[float]:
    """The direction in the middle of unit vectors, at unit length. Raises ValueError for none."""
    summed = [sum(part) for part in zip(*vectors, strict=True)]
    size = math.sqrt(sum(part * part for part in summed))
    if not summed or not size:
        raise ValueError("no vectors have no centre")
    return [part / size for part in summed]


def _weights(found: Counter[str]) -> dict[str, float]:
    return {term: count * (SINGLE if len(term) == 1 else 1.0) for term, count in found.items()}


def _shared(one: dict[str, float], other: dict[str, float]) -> float:
    """Dice's coefficient of the weighted terms."""
    both = sum(min(weight, other[term]) for term, weight in one.items() if term in other)
    total = sum(one.values()) + sum(other.values())
    return 2 * both / total if total else 0.0


def _figures(folded: str) -> frozenset[str]:
    """The values of its numbers, whatever their spelling. One is left out: it is a mere article so often."""
    return frozenset(str(each.value) for each in figures(folded) if each.value != 1)


def _names(text: str, folded: str) -> frozenset[str]:
    """Foreign words in Chinese; in other text what is written in capitals or holds a digit, such as a model's number."""
    if _HAN.search(folded):
        return frozenset(_LATIN.findall(folded))
    return frozenset(each.lower() for each in _CAPITALS.findall(text))


def _negated(folded: str) -> bool:
    """An odd number of negations; "can or cannot" is none."""
    return len(_NEGATION.findall(_EITHER_WAY.sub("", folded))) % 2 == 1


def _side(folded: str, one: re.Pattern[str], other: re.Pattern[str]) -> int:
    """1 or -1 where only one of two opposites is named, else 0."""
    return bool(one.search(folded)) - bool(other.search(folded))
