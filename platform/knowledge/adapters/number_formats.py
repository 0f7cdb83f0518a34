"""Numbers and dates of a sheet as its cells show them."""

from __future__ import annotations

import datetime
import re

Moment = datetime.datetime | datetime.date | datetime.time
# What follows the system's own settings has no fixed look: it is written as ISO.
BY_SYSTEM = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yy h:mm", "general", "@", "[$-f800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"})
TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$-[^\]]*\]|\[[^\]]*\]|(am/pm|上午/下午|a/p)|(y+|m+|d+|h+|s+|b+|e+|g+|a{3,4})|(.)',
    re.I | re.S,
)
WEEKDAYS = "一二三四五六日"


def shown(value: object, code: str) -> str:
    """The text of a cell with this number format: text as it is, dates as the format says, no trailing zeros."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return moment(value, code)
    if isinstance(value, (int, float)):
        return number(value, code)
    return "" if value is None else str(value)


def number(value: float, code: str) -> str:
    """Percentages where the cell shows them, leading zeros, whole numbers without ".0"."""
    if "%" in code:
        return f"{value * 100:.10g}%"
    zeros = re.fullmatch(r"0{2,20}", code)
    if zeros and value == int(value):
        return f"{int(value):0{len(code)}d}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def moment(value: Moment, code: str) -> str:
    """A date or time as its format shows it; ISO where the format is the system's, or says nothing of a date."""
    section = code.split(";", maxsplit=1)[0].strip()
    tokens = list(TOKEN.finditer(section))
    if section.lower() in BY_SYSTEM or "[$-f" in section.lower() or not any(found.group(4) for found in tokens):
        return _iso(value)
    half = any(found.group(3) for found in tokens)
    parts = [_part(tokens, index, value, half) for index in range(len(tokens))]
    return _iso(value) if None in parts else "".join(map(str, parts)).strip()


def _iso(value: Moment) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    return value.isoformat()


def _part(tokens: list[re.Match[str]], index: int, value: Moment, half: bool) -> str | None:
    """What one token of a format shows; None where the value has no such part."""
    quoted, escaped, noon, name, sign = tokens[index].groups()
    if not (noon or name):
        return quoted or escaped or sign or ""
    day = value if isinstance(value, datetime.date) else None
    time = value if isinstance(value, (datetime.datetime, datetime.time)) else datetime.time()
    if noon:
        late = time.hour >= 12
        return ("下午" if late else "上午") if "/" in noon and "午" in noon else ("PM" if late else "AM")
    name = name.lower()
    if name[0] == "h":
        return f"{(time.hour % 12 or 12) if half else time.hour:0{min(len(name), 2)}d}"
    if name[0] == "s":
        return f"{time.second:0{min(len(name), 2)}d}"
    if name[0] == "m" and len(name) < 3 and _is_minute(tokens, index):
        return f"{time.minute:0{len(name)}d}"
    return _of_day(name, day) if day is not None else None


def _is_minute(tokens: list[re.Match[str]], index: int) -> bool:
    """Whether an m stands after hours or before seconds."""
    before = [found.group(4).lower()[0] for found in tokens[:index] if found.group(4)]
    after = [found.group(4).lower()[0] for found in tokens[index + 1 :] if found.group(4)]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _of_day(name: str, day: datetime.date) -> str | None:
    if name[0] == "y":
        return f"{day.year % 100:02d}" if len(name) < 3 else f"{day.year:04d}"
    if name[0] == "m":
        return f"{day.month:0{len(name)}d}" if len(name) < 3 else day.strftime("%b" if len(name) == 3 else "%B")
    if name[0] == "d":
        return f"{day.day:0{len(name)}d}" if len(name) < 3 else day.strftime("%a" if len(name) == 3 else "%A")
    if name[0] == "a":
        return ("周" if len(name) == 3 else "星期") + WEEKDAYS[day.weekday()]
    return None
