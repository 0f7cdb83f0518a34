"""Read the numbers of a text, Chinese, English or Arabic, with their units, so that two spellings of one figure meet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
ENGLISH = {word: value for value, word in enumerate(_WORDS.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
UNITS = {
    "day": ("天", "日", "号", "day", "days"),
    "year": ("年", "周年", "岁", "year", "years"),
    "month": ("月", "个月", "month", "months"),
    "week": ("周", "星期", "week", "weeks"),
    "hour": ("小时", "时", "点", "hour", "hours"),
    "minute": ("分钟", "minute", "minutes"),
    "money": ("元", "块", "人民币", "yuan", "rmb"),
    "percent": ("%", "percent", "个百分点"),
    "times": ("次", "遍", "times"),
    "people": ("人", "名", "位", "people", "persons"),
}
_UNIT_OF = {spelling: name for name, spellings in UNITS.items() for spelling in spellings}
_UNIT = "|".join(re.escape(each) for each in sorted(_UNIT_OF, key=len, reverse=True))
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_NUMBER = re.compile(
    rf"百分之(?P<share>{_HAN_NUMBER}+|\d+(?:\.\d+)?)"
    rf"|(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<myriad>[千万亿])?\s*(?P<unit>{_UNIT})?"
    rf"|(?P<han>{_HAN_NUMBER}+)(?P<han_unit>{_UNIT})?"
    rf"|\b(?P<word>{'|'.join(ENGLISH)})\b(?:\s+(?P<word_unit>{_UNIT}))?",
    re.IGNORECASE,
)
# 一 opens words (一般, 一旦, 统一); alone, or in 万一, it says no figure that could be checked.
_NO_FIGURE = frozenset({"一", "万", "千", "百", "亿", "万一", "千万", "one"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit's name, or "" where none is written."""

    value: Fraction
    unit: str

    def agrees(self, other: Figure) -> bool:
        """Same value, and no contradiction of units: a table's cell has none."""
        return self.value == other.value and (self.unit == other.unit or not self.unit or not other.unit)


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of `text` in order."""
    folded = unicodedata.normalize("NFKC", text)
    return tuple(figure for match in _NUMBER.finditer(folded) if (figure := _read(match)))


def _read(match: re.Match[str]) -> Figure | None:
    found = match.groupdict()
    if found["share"]:
        value = han_number(found["share"]) if found["share"][0] in DIGITS | SCALES else Fraction(found["share"])
        return Figure(value, "percent")
    if found["digits"]:
        scale = {"千": 1000, **MYRIADS}.get(found["myriad"] or "", 1)
        return Figure(Fraction(found["digits"].replace(",", "")) * scale, _named(found["unit"]))
    word = found["han"] or found["word"].lower()
    if word in _NO_FIGURE:
        return None
    value = han_number(word) if found["han"] else Fraction(ENGLISH[word])
    return Figure(value, _named(found["han_unit"] or found["word_unit"]))


def _named(unit: str | None) -> str:
    return _UNIT_OF.get((unit or "").lower(), "")


def han_number(text: str) -> Fraction:
    """The value of Chinese numerals: 十五, 二百零三, 三万五千, and digits in a row (二〇二四)."""
    if not set(text) & (SCALES.keys() | MYRIADS.keys()):
        return Fraction(int("".join(str(DIGITS[each]) for each in text)))
    total = section = digit = 0
    for each in text:
        if each in DIGITS:
            digit = DIGITS[each]
        elif each in SCALES:
            section += (digit or 1) * SCALES[each]
            digit = 0
        else:
            total += (section + digit or 1) * MYRIADS[each]
            section = digit = 0
    return Fraction(total + section + digit)
