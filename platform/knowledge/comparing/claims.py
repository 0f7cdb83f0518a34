"""Cut a passage into claims: clauses that say a figure, a date or a duty, with the conditions under which they hold."""

import re
from dataclasses import dataclass

from kit.figures import Figure, figures
from kit.sentences import sentences
from knowledge.comparing.duties import Duty, denied, duty_of
from knowledge.comparing.subjects import content

MOST = 40
"""Claims of one passage that are compared; a longer one is a table, whose rows are about different things."""

_CLAUSE = re.compile(r"[，,；;]\s*")
_CONDITION = re.compile(
    r"(?:满|不满|未满|不足|超过|达到|达|大于|小于|多于|少于|累计|连续|如|若|当|凡|自|逾期|迟到|工龄|年龄|after|if|when|within|over)"
    r".*|.*(?:的|者|时|后|前|以上|以下|期间|情况下|起)$",
    re.IGNORECASE | re.DOTALL,
)
_LIMITS = re.compile(r"不超过|不得超过|最多|至多|上限|不少于|不低于|至少|最低|最高|下限")
_DATE = re.compile(
    r"\d{1,2}\s*月\s*\d{1,2}|\d{4}[-/年.]\d{1,2}|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|每月.{0,4}[日号]|\d{1,2}[:：点]\d{0,2}|[一二三四五六七八九十]{1,2}点"
)
_LIST_MARK = re.compile(
    r"^\s*(?:[-*•#>]+\s*)?(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、:：]\s*|第[一二三四五六七八九十百\d]{1,4}[条章节款步点，,、]\s*)+"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause of a sentence that can be contradicted. `said` are its own figures; `given` those of its conditions."""

    sentence: str
    clause: str
    said: tuple[Figure, ...]
    given: tuple[Figure, ...]
    duty: Duty | None
    denied: frozenset[str]
    dated: bool
    own: frozenset[str]
    around: frozenset[str]


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a passage in order, at most `MOST`."""
    found = [claim for sentence in sentences(text) for claim in _claims(sentence.text)]
    return tuple(found[:MOST])


def _claims(sentence: str) -> list[Claim]:
    bare = _LIST_MARK.sub("", sentence, count=1)
    clauses = [part for part in _CLAUSE.split(bare) if part.strip()]
    around = content(bare)
    made: list[Claim] = []
    given: tuple[Figure, ...] = ()
    for clause in clauses:
        held, said = _parted(clause)
        given = given + held
        duty, denials = duty_of(clause), denied(clause)
        if said or duty or denials:
            own = content(clause)
            made.append(Claim(sentence, clause, said, given, duty, denials, bool(_DATE.search(clause)), own, around))
    return made


def _parted(clause: str) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The figures under which the clause holds, and those that it says."""
    if _LIMITS.search(clause):
        return (), figures(clause)
    if _CONDITION.fullmatch(clause.strip("。.！!？? ")):
        return figures(clause), ()
    condition = re.match(r".*(?:满|超过|不足|达到|以上|以下|以内).{0,8}?(?:的|者|后|时)", clause)
    if condition:
        return figures(condition.group()), figures(clause[condition.end() :])
    return (), figures(clause)
