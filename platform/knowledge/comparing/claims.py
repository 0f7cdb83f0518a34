"""Cut a passage into claims: clauses that say a figure, a date or a duty, with the conditions under which they hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kit.figures import Figure
from kit.sentences import sentences
from knowledge.comparing.amounts import DATE, amounts
from knowledge.comparing.duties import Duty, denied, duty_of
from knowledge.comparing.subjects import content

MOST = 40
"""Claims of one passage that are compared; a longer one is a table, whose rows are about different things."""

_CLAUSE = re.compile(r"[，,；;]\s*")
_CONDITION = re.compile(
    r"(?:满|不满|未满|不足|超过|达到|达|大于|小于|多于|少于|累计|连续|如|若|当|凡|自|逾期|迟到|工龄|年龄|after|if|when|within|over)"
    r".*|.*(?:的|者|(?<!小)时|后|前|以上|以下|期间|情况下|起)$",
    re.IGNORECASE | re.DOTALL,
)
_LIMITS = re.compile(r"不超过|不得超过|最多|至多|上限|不少于|不低于|至少|最低|最高|下限")
_FORMULA = re.compile(r"[×÷=＝]")  # its figures are not the rule's
_OF_ITSELF = re.compile(
    r"施行|公布|颁布|通过|发布|修订|印发|生效|起执行|起实施|effective|published|revised", re.IGNORECASE
)
"""With a date, what a document says of itself; each has its own."""
_LIST_MARK = re.compile(
    r"^\s*(?:[-*•#>]+\s*)?(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、:：]\s*|第[一二三四五六七八九十百\d]{1,4}[条章节款步点，,、]\s*)+"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause of a sentence that can be contradicted. `said` are its own figures; `given` those of its conditions,
    `figures` those of the whole sentence; `own` is the content of the clause, `around` with that of the clause
    before it, which often names the subject."""

    sentence: str
    clause: str
    said: tuple[Figure, ...]
    given: tuple[Figure, ...]
    duty: Duty | None
    denied: frozenset[str]
    dated: bool
    own: frozenset[str]
    around: frozenset[str]
    figures: tuple[Figure, ...]


@lru_cache(maxsize=256)  # a passage is compared with several in a row
def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a passage in order, at most `MOST`."""
    found = [claim for sentence in sentences(text) for claim in _claims(sentence.text)]
    return tuple(found[:MOST])


def _claims(sentence: str) -> list[Claim]:
    bare = _LIST_MARK.sub("", sentence, count=1)
    clauses = [part for part in _CLAUSE.split(bare) if part.strip()]
    made: list[Claim] = []
    given: tuple[Figure, ...] = ()
    before: frozenset[str] = frozenset()
    for clause in clauses:
        own = content(clause)
        held, said = _parted(clause)
        given = given + held
        duty, denials = duty_of(clause), denied(clause)
        dated = bool(DATE.search(clause))
        if (said or duty or denials) and not _FORMULA.search(clause) and not (dated and _OF_ITSELF.search(clause)):
            around = own | before
            made.append(Claim(sentence, clause, said, given, duty, denials, dated, own, around, amounts(bare)))
        before = own
    return made


def _parted(clause: str) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The figures under which the clause holds, and those that it says."""
    if _LIMITS.search(clause):
        return (), amounts(clause)
    if _CONDITION.fullmatch(clause.strip("。.！!？? ")):
        return amounts(clause), ()
    condition = re.match(r".*(?:满|超过|不足|达到|以上|以下|以内).{0,8}?(?:的|者|后|时)", clause)
    if condition:
        return amounts(condition.group()), amounts(clause[condition.end() :])
    return (), amounts(clause)
