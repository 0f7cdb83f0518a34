"""Read the figures of a clause for a comparison: with measures of things, times of day, and no days of the week."""

import re
from dataclasses import replace
from fractions import Fraction

from kit.figures import Figure, figures

_MEASURES = {
    "watt": ("瓦", "千瓦", "w", "kw"), "volt": ("伏", "v"), "ampere": ("安", "a", "ma", "mah", "毫安"), "hertz": ("赫兹", "hz"),
    "litre": ("升", "毫升", "l", "ml"), "weight": ("公斤", "千克", "克", "吨", "kg", "g"), "metre": ("米", "厘米", "毫米", "m", "cm", "mm", "公里", "km"),
    "degree": ("度", "℃", "摄氏度"), "decibel": ("分贝", "db"), "bytes": ("gb", "mb", "tb"), "area": ("平方米", "㎡"), "pixel": ("像素",),
    "fold": ("倍",), "piece": ("台", "件", "个", "份", "张", "级", "位数", "条", "项"),
}  # fmt: skip
_MEASURE_OF = {spelling: name for name, spellings in _MEASURES.items() for spelling in spellings}
_MEASURED = re.compile(
    r"(\d+(?:\.\d+)?)\s*(" + "|".join(sorted(map(re.escape, _MEASURE_OF), key=len, reverse=True)) + r")(?![a-z])",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|中午)?\s*(?P<hour>\d{1,2}|十[一二]?|[一二两三四五六七八九])\s*(?:[:：]\s*(?P<minute>\d{2})|[点时](?!间)(?P<part>半|\d{1,2}分?)?)(?!\d)"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_HOURS = {**{name: n for n, name in enumerate("一二三四五六七八九十", 1)}, "两": 2, "十一": 11, "十二": 12}
DATE = re.compile(
    r"\d{1,2}\s*月\s*\d{1,2}|\d{4}[-/年.]\d{1,2}|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|每月.{0,4}[日号]"
    r"|\d{1,2}[:：]\d{2}|(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,2})点"
)
"""A date or a time of day."""


def amounts(text: str) -> tuple[Figure, ...]:
    """The figures in the order: times of day, things measured, the others."""
    rest = _WEEKDAY.sub(" ", text)
    clocks = tuple(_time(match) for match in _CLOCK.finditer(rest))
    rest = _CLOCK.sub(" ", rest)
    measured = tuple(
        Figure(Fraction(match[1]), f"{_MEASURE_OF[match[2].lower()]}:{match[2].lower()}")
        for match in _MEASURED.finditer(rest)
    )
    return clocks + measured + tuple(_dated(each, rest) for each in figures(_MEASURED.sub(" ", rest)))


def _time(match: "re.Match[str]") -> Figure:
    """Minutes since midnight."""
    hour = int(match["hour"]) if match["hour"].isdigit() else _HOURS[match["hour"]]
    if match["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    part = match["part"] or ""
    minutes = int(match["minute"] or (30 if part == "半" else part.rstrip("分") or 0))
    return Figure(Fraction(hour * 60 + minutes), "clock")


def _dated(figure: Figure, text: str) -> Figure:
    """The day of a month is no number of days."""
    is_day = figure.unit == "day" and re.search(r"月\s*[\d一二三四五六七八九十]{1,3}\s*[日号]", text)
    return replace(figure, unit="day of month") if is_day else figure
