"""Read whether a clause says must, may, must not or need not, and what it denies."""

import re
from typing import Literal

Duty = Literal["must", "may", "must_not", "need_not"]

# Longer words first: 不得 before 得, 不需要 before 需要.
_WORDS: tuple[tuple[Duty, str], ...] = (
    (
        "need_not",
        r"无需|无须|不必|不需要|不需|毋须|不用|(?:do(?:es)?|need)\s?n[o']t\s(?:need|have)\s?(?:to)?|need\snot|(?:not|n't)\srequired",
    ),
    (
        "must_not",
        r"不得|不可以|不可|不能|不准|不许|不允许|不应|禁止|严禁|切勿|请勿|谢绝|无权"
        r"|(?:must|may|shall|can|should)\s?not|cannot|can't|mustn't|not\s(?:allowed|permitted)|prohibited|forbidden",
    ),
    (
        "must",
        r"应当|应该|必须|务必|务须|须|需要|需(?!求)|应(?!用|付|收|届|急|聘|答|对|变)|\b(?:must|shall|should|required|(?:has|have)\sto|needs?\sto)\b",
    ),
    ("may", r"可以|可(?!能|靠|用|行|视|见|燃|疑)|允许|有权|准许|得以|\b(?:may|can|allowed|permitted|entitled)\b"),
)
_DUTY = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS), re.IGNORECASE)
OPPOSED = frozenset(map(frozenset, (("must", "must_not"), ("may", "must_not"), ("must", "need_not"), ("must", "may"))))
"""Duties about one thing that can't both hold. A `may` beside a `need_not` says the same from two sides."""

_DENIED = re.compile(
    r"(?:不予|不再|不作|不会|不|未|无法|没有|无)(?![满足超低高少多同仅断锈论限迟晚早])([\u3400-\u9fff]{2})"
)


def duty_of(clause: str) -> Duty | None:
    """The first duty of a clause, or None where it only tells."""
    found = _DUTY.search(clause)
    return next((name for name, _ in _WORDS if found[name]), None) if found else None


def without_duties(clause: str) -> str:
    """The clause without its words of duty, so that two clauses can be compared in the rest."""
    return _DUTY.sub(" ", clause)


def denied(clause: str) -> frozenset[str]:
    """The pairs of characters that the clause denies: {"报销"} of 不予报销. Words of duty are no denials."""
    return frozenset(match.group(1) for match in _DENIED.finditer(without_duties(clause)))
