"""Find personal data by shape and checksum, and say which of its characters a mask stars.

Shapes are read in `Folded.numbers`: lower case, ASCII digits, dashes and spaces. A shape looks at most one character
ahead and a few behind, so that `Shapes.open_from` can tell exactly when a number can no longer grow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from moderation.folding import Folded

VERSION = "personal-1"

_EDGE = r"(?<![0-9a-z])(?<![0-9]\.)"
_END = r"(?![0-9a-z])"
_GAP = r"[ -]?"
_REGIONS = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_CODE = "[0-9a-hj-npqrtuwxy]"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
BEHIND = 16
"""The most characters that a shape or its check looks back."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of personal data. A mask leaves the first `head` and the last `tail` letters and digits."""

    name: str
    pattern: str
    check: Callable[[str, str], bool]
    head: int
    tail: int


@dataclass(frozen=True, slots=True)
class Found:
    """A value in the folded numbers; `stars` are the indices that its mask hides."""

    name: str
    start: int
    end: int
    stars: tuple[int, ...]


def _digits(value: str) -> str:
    return re.sub(r"[^0-9a-z]", "", value)


def luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def valid_identity(value: str, before: str = "") -> bool:
    """A resident identity number: a date that exists, and the check digit of GB 11643."""
    code = _digits(value)
    try:
        date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(code[:17]))
    return "10x98765432"[total % 11] == code[17]


def valid_credit_code(value: str, before: str = "") -> bool:
    """A unified social credit code: the check character of GB 32100."""
    alphabet = "0123456789abcdefghjklmnpqrtuwxy"
    code = _digits(value)
    total = sum(alphabet.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return alphabet[(31 - total % 31) % 31] == code[17]


# First digits of the networks and the lengths that they issue; 18 digits are UnionPay's alone, or any order number
# that passes the checksum would be a card.
_CARDS = re.compile(
    r"62[0-9]{14,17}|4[0-9]{12}(?:[0-9]{3}){0,2}|5[1-9][0-9]{14}|50[0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|35[0-9]{14}"
    r"|3[0689][0-9]{12}|60[0-9]{14}(?:[0-9]{3})?|6[4-9][0-9]{14}(?:[0-9]{3})?|9558[0-9]{15}"
)


def valid_card(value: str, before: str = "") -> bool:
    digits = _digits(value)
    return _CARDS.fullmatch(digits) is not None and len(set(digits)) > 1 and luhn(digits)


def _plausible_plate(value: str, before: str) -> bool:
    return sum(character.isdigit() for character in value) >= 3


def _any(value: str, before: str) -> bool:
    return True


def _named_passport(value: str, before: str) -> bool:
    """A bare number is a passport only where the text says so just before."""
    return any(word in before for word in ("护照", "通行证", "passport"))


_MAIL_LOCAL = r"(?<![a-z0-9._%+-])[a-z0-9_][a-z0-9._%+-]{0,63}"
SHAPES: tuple[Shape, ...] = (
    Shape(
        "identity",
        rf"{_EDGE}{_REGIONS}[0-9]{{4}}{_GAP}(?:18|19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]){_GAP}"
        rf"[0-9]{{3}}[0-9x]{_END}",
        valid_identity,
        6,
        4,
    ),
    Shape("card", rf"{_EDGE}[2-69][0-9]{{12,18}}{_END}", valid_card, 0, 4),
    *(
        Shape("card", rf"{_EDGE}[2-69][0-9]{{3}}{gap}(?:[0-9]{{4}}{gap}){{2}}[0-9]{{4}}{more}{_END}", valid_card, 0, 4)
        for gap in (" ", "-")
        for more in ("", f"{gap}[0-9]{{3}}")
    ),
    Shape(
        "mobile",
        rf"(?:{_EDGE}|(?<=\+86)|(?<=(?<![0-9a-z])86)|(?<=(?<![0-9a-z])0086))1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_END}",
        _any,
        3,
        4,
    ),
    Shape(
        "credit_code",
        rf"{_EDGE}[1-9any][1-9a]{_REGIONS}[0-9]{{4}}{_CODE}{{10}}{_END}",
        valid_credit_code,
        2,
        4,
    ),
    Shape("email", rf"{_MAIL_LOCAL}@(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,8}}[a-z]{{2,24}}(?![a-z0-9-])", _any, 1, 0),
    Shape(
        "landline",
        rf"{_EDGE}0(?:10|2[0-57-9]|[3-9][0-9]{{2}})(?:-| |\) ?)?[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}{_END}",
        _any,
        4,
        2,
    ),
    Shape("passport", rf"{_EDGE}(?:[eg][0-9]{{8}}|e[a-hj-np-z][0-9]{{7}}){_END}", _any, 2, 2),
    Shape("passport", rf"{_EDGE}(?:[a-z][0-9]{{8}}|[0-9]{{9}}){_END}", _named_passport, 2, 2),
    Shape("plate", rf"[{_PROVINCES}][a-hj-np-z][ ·.-]?[0-9a-hj-np-z]{{5,6}}{_END}", _plausible_plate, 2, 2),
)

NAMES: frozenset[str] = frozenset(shape.name for shape in SHAPES)

_HINT = re.compile(r"[0-9][^0-9]{0,3}[0-9][^0-9]{0,3}[0-9]")
_AT = re.compile("[@＠﹫]")
_GROWING_ENDS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz@._%+- ·)" + _PROVINCES)

_PIECE = re.compile(r"\(\?<[!=]|\(\?[!=:]|\((?!\?)|\)|\||\{[^}]*\}|[?*+]|\[[^\]]*\]|\\.|.")


def _partial(pattern: str) -> str:
    """A pattern for every beginning of what `pattern` matches: each character may also be the end of the text.

    What stands in a look-behind or look-ahead is left alone.
    """
    parts, looking, depth = [], 0, 0
    for piece in _PIECE.findall(pattern):
        if piece.startswith("("):
            depth += 1
            looking = looking or (depth if piece.startswith(("(?<", "(?!")) else 0)
            parts.append(piece)
        elif piece == ")":
            looking = 0 if looking == depth else looking
            depth -= 1
            parts.append(piece)
        else:
            plain = looking or piece in ("|", "?") or piece.startswith("{")
            parts.append(piece if plain else rf"(?:{piece}|\Z)")
    return "".join(parts) + r"\Z"


class Shapes:
    """The kinds of personal data that a policy acts on, compiled together; `NAMES` lists all."""

    def __init__(self, names: frozenset[str]) -> None:
        self._shapes = tuple(shape for shape in SHAPES if shape.name in names)
        begins = rf"(?=[0-9a-z_{_PROVINCES}])"
        # All shapes at every place where one may begin, in one walk over the text.
        self._all = re.compile(begins + "".join(rf"(?=({shape.pattern})?)" for shape in self._shapes))
        growing = "|".join([*(rf"(?:{_partial(shape.pattern)})" for shape in self._shapes), r"\Z"])
        self._growing = re.compile(rf"(?:{begins}|\Z)(?:{growing})")

    def find(self, folded: Folded) -> Iterator[Found]:
        """Every value with a valid check, also those that lie inside another."""
        if not self._shapes or not (_HINT.search(folded.terms) or _AT.search(folded.text)):
            return
        numbers = folded.numbers
        for match in self._all.finditer(numbers):
            for shape, value in zip(self._shapes, match.groups(), strict=True):
                if value and shape.check(value, numbers[max(0, match.start() - BEHIND) : match.start()]):
                    yield _found(shape, value, match.start())

    def open_from(self, folded: Folded, since: int) -> int:
        """The first index of `folded.numbers` from `since` at which a value begins that what follows could complete;
        their length if there is none."""
        numbers = folded.numbers
        if not numbers or numbers[-1] not in _GROWING_ENDS:
            return len(numbers)
        match = self._growing.search(numbers, since)
        return match.start() if match else len(numbers)


@cache
def shapes(names: frozenset[str]) -> Shapes:
    """Compiling takes 20 ms, and policies rarely differ in this."""
    return Shapes(names)


def _found(shape: Shape, value: str, start: int) -> Found:
    hidden = value.split("@", maxsplit=1)[0] if shape.name == "email" else value
    places = [start + place for place, character in enumerate(hidden) if character.isalnum()]
    stars = places[shape.head : len(places) - shape.tail] or places
    return Found(shape.name, start, start + len(value), tuple(stars))
