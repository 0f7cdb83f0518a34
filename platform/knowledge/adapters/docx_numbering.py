"""The numbers that Word writes before paragraphs, counted from the file's numbering definitions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"
BULLETS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered: kind, pattern such as "%1.%2", first number; `legal`: all its numbers in digits."""

    kind: str
    pattern: str
    start: int
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts on as paragraphs are read in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any | None) -> Numbering:
        """From the root element of word/numbering.xml."""
        if root is None:
            return cls()
        abstract = {item.get(f"{W}abstractNumId"): _levels(item) for item in root.findall(f"{W}abstractNum")}
        found: dict[str, dict[int, Level]] = {}
        for item in root.findall(f"{W}num"):
            link = item.find(f"{W}abstractNumId")
            found[item.get(f"{W}numId")] = abstract.get(link.get(f"{W}val"), {}) if link is not None else {}
        return cls(found)

    def mark(self, number_id: str, depth: int) -> str:
        """The mark of the next paragraph of this list at this depth (from 0), e.g. "3.2 " or "（二）"; "" for bullets."""
        levels = self.levels.get(number_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(number_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        if level.kind in BULLETS:
            return ""

        def written(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            own = levels.get(at, level)
            return number(counts.get(at, own.start), "decimal" if level.legal else own.kind)

        text = re.sub(r"%(\d)", written, level.pattern)
        return text + ("" if text.endswith(("、", "）", "．")) else " ")


def _levels(abstract: Any) -> dict[int, Level]:
    found = {}
    for item in abstract.findall(f"{W}lvl"):
        values = {name: item.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")}
        kind, pattern, start = (value.get(f"{W}val") if value is not None else None for value in values.values())
        depth = item.get(f"{W}ilvl") or "0"
        if depth.isdecimal():
            begins = int(start) if start and start.isdecimal() else 1
            found[int(depth)] = Level(kind or "decimal", pattern or "", begins, item.find(f"{W}isLgl") is not None)
    return found


def number(value: int, kind: str) -> str:
    """A number as Word writes it in a numbering kind."""
    if "hinese" in kind or kind == "japaneseCounting":
        return chinese(value)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        return roman(value) if kind == "upperRoman" else roman(value).lower()
    if kind.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def chinese(value: int) -> str:
    """1–99 in Chinese; others in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def roman(value: int) -> str:
    """1–3999 in Roman numerals; others in digits."""
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for amount, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (value // amount)
        value %= amount
    return text
