"""Bytes to text: marks, declarations, and then what fits – UTF-8, GB18030, Big5, a mixture line by line, EUC-TW."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from knowledge.adapters import euc_tw
from knowledge.parsed import Note, ReadFailed

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
COMMON = 0.8  # share of double bytes in the range of common characters from which an encoding is believed
# Lead bytes of the characters that people use every day, and of punctuation.
COMMON_LEADS = {"gb18030": (range(0xB0, 0xD8), (0xA1, 0xA3)), "big5hkscs": (range(0xA4, 0xC7), (0xA1, 0xA2))}
OTHERS = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "iso8859_2",
    "iso8859_5",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
LETTERS = 0.8  # share of letters among the characters beyond ASCII from which a guess is believed
SAMPLE = 200_000


def decode(data: bytes, *, markup: bool = False) -> tuple[str, tuple[Note, ...]]:
    """(text, notes). `markup`: believe what an HTML or XML head declares if it fits. Raises ReadFailed: encoding."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), ()
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace"), (Note("encoding_guessed", {"encoding": wide.upper()}),)
    declared = _declared(data) if markup else ""
    for name in ("utf-8", declared):
        text = _strictly(data, name)
        if text is not None:
            return text, ()
    return _guessed(data)


def _declared(data: bytes) -> str:
    match = DECLARED.search(data[:2048])
    name = match.group(1).decode("ascii").lower() if match else ""
    name = WIDER.get(name, name)
    fits = name not in COMMON_LEADS or _common_share(data, name) >= COMMON
    return name if fits else ""


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name else None
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes) -> tuple[str, tuple[Note, ...]]:
    for name in sorted(COMMON_LEADS, key=lambda name: -_common_share(data, name)):
        text = _strictly(data, name)
        if text is not None and _common_share(data, name) >= COMMON:
            return text, (Note("encoding_guessed", {"encoding": name.upper()}),)
    mixed = _line_by_line(data)
    if mixed is not None:
        return mixed
    taiwanese = euc_tw.decode(data)
    if taiwanese is not None:
        return taiwanese, (Note("encoding_guessed", {"encoding": "EUC-TW"}),)
    best = from_bytes(data[:SAMPLE], cp_isolation=list(OTHERS)).best()
    text = _strictly(data, best.encoding) if best is not None else None
    if best is None or text is None or not _is_language(text[:SAMPLE]):
        raise ReadFailed("encoding")
    return text, (Note("encoding_guessed", {"encoding": best.encoding.upper()}),)


def _is_language(text: str) -> bool:
    """Whether what is not ASCII is mostly letters: bytes read in a wrong encoding give signs and fractions."""
    foreign = [character for character in text if not character.isascii()]
    return sum(character.isalpha() for character in foreign) >= LETTERS * len(foreign)


def _common_share(data: bytes, name: str) -> float:
    """Share of double bytes whose lead byte belongs to the common characters of the encoding."""
    leads, marks = COMMON_LEADS[name]
    total = common = index = 0
    sample = data[:SAMPLE]
    while index < len(sample) - 1:
        lead = sample[index]
        if lead < 0x81:
            index += 1
            continue
        total += 1
        common += lead in leads or lead in marks
        index += 2
    return common / total if total else 0.0


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _line_by_line(data: bytes) -> tuple[str, tuple[Note, ...]] | None:
    """Lines in UTF-8 and lines in GB18030 in one file; None when less than half of its lines are clean."""
    lines: list[str] = []
    others: list[bytes] = []
    clean = lost = utf8 = 0
    for line in data.split(b"\n"):
        text = _strictly(line, "utf-8")
        utf8 += text is not None and not line.isascii()
        if text is None:
            text, rest = _two_halves(line)
            others.append(rest)
        lost += text.count("\ufffd")
        clean += "\ufffd" not in text
        lines.append(text)
    if (
        clean < 0.5 * len(lines)
        or lost > 0.02 * len(data)
        or not utf8
        or _common_share(b"".join(others), "gb18030") < COMMON
    ):
        return None
    return "\n".join(lines), (Note("mixed_encoding", {"count": lost}),)


def _two_halves(line: bytes) -> tuple[str, bytes]:
    """(text, the bytes that are not UTF-8): UTF-8 as far as it goes, then GB18030."""
    good = _good_prefix(line)
    rest = line[good:]
    return line[:good].decode("utf-8") + rest.decode("gb18030", errors="replace"), rest


def _good_prefix(line: bytes) -> int:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(line)
