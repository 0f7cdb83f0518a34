"""Word lists: the lines that people write, the patterns that are built from them, and the list that comes along."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from sys import intern

from moderation.folding import fold_term
from moderation.matching import Pattern, Rule
from moderation.risks import RISK_CODES
from moderation.types import EntryKind, Layer
from moderation.variants import forms, is_han

MOST_HAN, MOST_WORDS, LONGEST = 10, 5, 60
STARTER = Path(__file__).parent / "data" / "starter.tsv"
STARTER_BUILT = Path(__file__).parent / "data" / "starter.built.tsv"


class LineInvalid(ValueError):
    """The line is no entry. The message names the part: text, category or confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term with its risk code, or an allow-phrase, which has none."""

    kind: EntryKind
    text: str
    category: str = ""
    confidence: float = 1.0

    def __post_init__(self) -> None:
        """Raises LineInvalid."""
        if not fits(self.text):
            raise LineInvalid("text")
        if self.kind == "term" and self.category not in RISK_CODES:
            raise LineInvalid("category")
        if not 0 < self.confidence <= 1:
            raise LineInvalid("confidence")


def fits(text: str) -> bool:
    """At most ten Chinese characters or five words, and at least two characters once folded."""
    plain = fold_term(text)
    if not 2 <= len(plain) <= LONGEST:
        return False
    return sum(map(is_han, plain)) <= MOST_HAN and len(plain.split()) <= MOST_WORDS


def parse(line: str, *, category: str = "") -> Entry | None:
    """One line of a list: `text`, or `text<TAB>risk code<TAB>confidence`; the code `allow` makes an allow-phrase.

    None for an empty line and a comment. Raises LineInvalid.
    """
    cells = [cell.strip() for cell in line.split("#", maxsplit=1)[0].split("\t")]
    if not cells[0]:
        return None
    code = (cells[1] if len(cells) > 1 else "") or category
    try:
        confidence = float(cells[2]) if len(cells) > 2 and cells[2] else 1.0
    except ValueError as error:
        raise LineInvalid("confidence") from error
    if code == "allow":
        return Entry(kind="phrase", text=cells[0])
    return Entry(kind="term", text=cells[0], category=code, confidence=confidence)


def parse_all(lines: Iterable[str], *, category: str = "") -> tuple[list[Entry], list[tuple[int, str]]]:
    """The entries of a list without repetitions, and the line numbers that were refused with the part that was wrong."""
    entries: dict[tuple[str, str], Entry] = {}
    refused = []
    for number, line in enumerate(lines, 1):
        try:
            entry = parse(line, category=category)
        except LineInvalid as error:
            refused.append((number, str(error)))
            continue
        if entry:
            entries.setdefault((entry.kind, fold_term(entry.text)), entry)
    return list(entries.values()), refused


def digest(text: str) -> str:
    """Names an entry without quoting it, the same in every version and on every machine."""
    return hashlib.sha256(fold_term(text).encode()).hexdigest()[:12]


def build(entries: Iterable[Entry]) -> Iterator[str]:
    """A line for every form of every entry. Only terms get disguises: a phrase excuses what it says, no more."""
    for entry in entries:
        texts = forms(entry.text) if entry.kind == "term" else (fold_term(entry.text),)
        for text in texts:
            yield "\t".join((text, entry.kind, entry.category, f"{entry.confidence:g}", digest(entry.text)))


def patterns(built: Iterable[str], layer: Layer) -> Iterator[Pattern]:
    """Patterns from built lines. Lines of one entry follow each other and share its rule."""
    said, rule = "", Rule("term", "", 0.0, "")
    for line in built:
        text, _, rest = line.rstrip("\n").partition("\t")
        if rest != said:
            kind, category, confidence, name = rest.split("\t")
            said = rest
            rule = Rule(
                "phrase" if kind == "phrase" else "term", intern(category), float(confidence), f"lexicon:{layer}:{name}"
            )
        yield text, rule


def pack(built: Iterable[str]) -> bytes:
    """Built lines as they are stored. The same lines give the same bytes."""
    return gzip.compress("\n".join(built).encode(), compresslevel=6, mtime=0)


def unpack(data: bytes) -> Iterator[str]:
    with gzip.open(BytesIO(data), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n")


@cache
def starter() -> tuple[str, ...]:
    """The built lines of the list that comes along."""
    return tuple(STARTER_BUILT.read_text(encoding="utf-8").splitlines())


@cache
def starter_version() -> str:
    return hashlib.sha256("\n".join(starter()).encode()).hexdigest()[:8]
