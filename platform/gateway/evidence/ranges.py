"""Tell whether a sentence's range of figures takes in the figure of a question: "15 years" lies in "10 to 20 years"."""

import re
from collections.abc import Iterator

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_N = r"((?<!\d)\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+)"
_UNIT = r"(分钟|小时|天|日|周|个月|月|年|岁|次|学时|学分|分|元|人|%|years?|months?|weeks?|days?|hours?|minutes?|times?)"
_AMOUNT = re.compile(rf"{_N}\s*(?:个)?{_UNIT}", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"{_N}\s*(?:{_UNIT})?(?:以上)?[^\d，。；;]{{0,3}}?(?:[-–—~～至到]|\bto\b|不满|不足|以上(?:至)?)\s*{_N}\s*{_UNIT}(?:以下|以内)?",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:已?满|超过|达到?|大于|高于|more than|over|at least)\s*{_N}\s*{_UNIT}|{_N}\s*{_UNIT}\s*(?:\(?含\)?)?\s*(?:以上|及以上|or more)",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"(?:不满|不足|未满|少于|低于|less than|under|up to)\s*{_N}\s*{_UNIT}|{_N}\s*{_UNIT}\s*(?:\(?含\)?)?\s*(?:以下|以内|之内|内|or less)",
    re.IGNORECASE,
)
CALENDAR = 1000
"""Figures from here on are years of the calendar, or too large for the ranges of rules."""
_SAME = {
    "日": "天",
    "个月": "月",
    "year": "年",
    "month": "月",
    "week": "周",
    "day": "天",
    "hour": "小时",
    "minute": "分钟",
    "time": "次",
}


def fit(question: str, sentence: str) -> int:
    """1 where a range of the sentence takes in a figure of the question, -1 where all of its ranges of that unit leave
    it out, 0 where nothing can be compared."""
    wanted = [(_number(match[1]), _unit(match[2])) for match in _AMOUNT.finditer(question)]
    # "How many days a year": a single one beside other figures is a measure, not a figure.
    wanted = [each for each in wanted if each[0] != 1] or wanted
    wanted = [each for each in wanted if each[0] < CALENDAR]
    ranges = list(_ranges(sentence)) if wanted else []
    compared = [low <= value < high for value, unit in wanted for low, high, of in ranges if of == unit]
    return 0 if not compared else 1 if any(compared) else -1


def _ranges(sentence: str) -> Iterator[tuple[float, float, str]]:
    """(from, below, unit) of every range. What reads as a pair is not read again as its halves."""
    rest = sentence
    for match in _BETWEEN.finditer(sentence):
        low, _, high, unit = match.groups()
        yield _number(low), _number(high) + (0 if "不" in match.group() else 1e-6), _unit(unit)
        rest = rest.replace(match.group(), " ")
    for pattern, above in ((_BELOW, False), (_FROM, True)):
        for match in pattern.finditer(rest):
            value, unit = _number(match[1] or match[3]), _unit(match[2] or match[4])
            yield (value, float("inf"), unit) if above else (0.0, value + 1e-6, unit)
        rest = pattern.sub(" ", rest)


def _unit(text: str) -> str:
    name = text.lower().removesuffix("s") if text.isascii() else text
    return _SAME.get(name, name)


def _number(text: str) -> float:
    """Digits, or a Chinese numeral below a hundred million."""
    if text[0].isdigit():
        return float(text)
    total, part, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, part, digit = (total + part + digit) * 10000, 0, 0
        else:
            part, digit = part + (digit or 1) * _PLACES[character], 0
    return float(total + part + digit)
