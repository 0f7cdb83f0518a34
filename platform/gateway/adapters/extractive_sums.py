"""Recognise questions that a rule and a figure answer together, and name the expression; chat works it out and checks it.

Nothing is computed here: what comes out is text such as "⟦calc: 6000 * 11⟧元[2]", as any model may write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.adapters.extractive_cells import find_difference, find_total
from gateway.evidence.terms import asked, fold, terms
from gateway.evidence.units import Unit
from gateway.types import Source
from kit.figures import figures

_N = r"(\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千万]+)"
_COUNTED = "次|天|日|年|个月|月|小时|分钟|学时|人|位|名|晚|夜|件|项|篇|台|辆|门|周"
_ASKS_SUM = re.compile(
    r"多少|几|合计|一共|总共|实发|应发|怎么算|how (?:much|many|long)|what (?:is|was|would)|total", re.IGNORECASE
)
_ASKS_DAY = re.compile(
    r"什么时候|何时|哪天|哪一天|几号|几月几|最晚|最迟|截止|到期|\bwhen\b|by what date|deadline|latest", re.IGNORECASE
)
# 本人工资6000 · 定薪是10000元 · 月薪8000
_AMOUNT = re.compile(
    rf"([\u3400-\u9fff]{{2,10}}?)(?:为|是|有|按|共|:|：|=)?\s*(\d[\d,]*(?:\.\d+)?)\s*(万)?\s*(?:元|块|人民币)?(?![\d.]*\s*(?:{_COUNTED}|级|%|号|点))"
)
_COUNT = re.compile(rf"{_N}\s*(?:个)?({_COUNTED})(?!月|以上|以下)")
# 11个月的本人工资 · 20倍 · 120% · 系数1.5
_TIMES = re.compile(
    rf"{_N}\s*(?:个月(?=的?[\u3400-\u9fff]{{0,6}}(?:工资|薪))|倍)|{_N}\s*[%％]|系数[^\d]{{0,6}}(\d+(?:\.\d+)?)"
)
_CLAUSES = re.compile(r"[，,；;。：:\n]|(?<=\d)\s(?=[A-Z])")
_PAY = ("工资", "薪", "奖金", "基数", "费", "金额", "价")
# 每次按旷课0.5学时 · 迟到两次按旷课1学时算 · 每天补助80元 · 80元/人/天
_EACH = re.compile(
    rf"(?:每|每满|每一|每迟到|每超过)\s*{_N}?\s*(?:个)?({_COUNTED})[^，。；\d]{{0,14}}?{_N}\s*(?:个)?(元|学时|天|日|分|个月|小时|月)"
    rf"|{_N}\s*({_COUNTED})(?:按|折合|等于|相当于|算|计)[^，。；\d]{{0,6}}?{_N}\s*(?:个)?(元|学时|天|日|分|个月|小时)"
)
_PER = re.compile(rf"{_N}\s*(元|块|美元)\s*[/／每]\s*(?:(?:人|间|位|餐)\s*[/／每]\s*)?({_COUNTED})")
_WITHIN = re.compile(rf"{_N}\s*(?:个)?(工作日|天|日|周|个月|月|年)(?:以?内|之内|后|以?前|届满|期满)?")
_DATE = re.compile(r"(\d{4})\s*[年-]\s*(\d{1,2})\s*[月-]\s*(\d{1,2})\s*[日号]?")
_FOR_EVERY = re.compile(
    r"(?:additional|another|extra|plus|further)\s+(\d+|one|two|three|four|five)\s+(days?|weeks?|months?)\b[^.]{0,30}\b(?:for|per|of)\s+(?:every|each)?\s*(?:full\s+)?year",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?:equivalent to|of|receive|get|pays?)\s+(\d+|one|two|three|four|five)\s+(days?|weeks?|months?)", re.IGNORECASE
)
_YEARS = re.compile(r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+years?", re.IGNORECASE)
CONSIDERED = 14
"""Best units that a rule is looked for in."""
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands before its marks, with the expression, and the units that its rule stands in."""

    text: str
    units: tuple[Unit, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        marks = self.numbers or tuple(dict.fromkeys(unit.n for unit in self.units))
        return self.text + "".join(f"[{n}]" for n in marks) + "\n"


def calculations(question: str, ranked: Sequence[Unit], passages: Sequence[Source]) -> Iterator[Sum]:
    """The expression that answers the question from the `ranked` units (best first) or from cells; at most one."""
    chinese = any(character > "\u2e7f" for character in question)
    for cells in (find_difference, find_total):
        if named := cells(question, passages):
            lead = "计算结果：" if chinese else "Worked out: "
            yield Sum(f"{lead}⟦calc: {named[0]}⟧", numbers=named[1])
            return
    near, text = ranked[:CONSIDERED], fold(question)
    shapes = (_due_day, _of_amount, _per_each, _years_of_service)
    yield from [found for shape in shapes if (found := shape(text, near))][:1]


def _due_day(question: str, near: Sequence[Unit]) -> Sum | None:
    """A day in the question, and a time limit in the rule."""
    day = _DATE.search(question)
    if day is None or not _ASKS_DAY.search(question):
        return None
    for unit in near[:4]:
        if limit := _WITHIN.search(fold(unit.text)):
            length = f"{_digits(limit[1])}{'个' if limit[2] in ('工作日', '月') else ''}{limit[2]}"
            return Sum(f"按规定的期限计算：⟦calc: {day[1]}-{day[2]}-{day[3]} + {length}⟧", (unit,))
    return None


def _of_amount(question: str, near: Sequence[Unit]) -> Sum | None:
    """An amount in the question, and a share or a multiple of it in the clause that fits the question's case."""
    amounts = [match for match in _AMOUNT.finditer(question) if any(word in match[1] for word in _PAY)]
    if not amounts or not _ASKS_SUM.search(question):
        return None
    amount = amounts[0]
    case = asked(question.replace(amount.group(), " "))
    found = _multiple(case, near, own=amount[1])
    if found is None:
        return None
    clause, factor, unit = found
    value = amount[2].replace(",", "") + (amount[3] or "")
    link = _link(amount[1], clause, question, near)
    steps = [value, *([link[0]] if link else []), factor]
    sources = (*([link[1]] if link and link[1] is not unit else []), unit)
    return Sum(f"计算结果：⟦calc: {' * '.join(steps)}⟧元", sources)


def _multiple(case: frozenset[str], near: Sequence[Unit], own: str) -> tuple[str, str, Unit] | None:
    """The clause, its multiple and its unit that say most of the case."""
    best: tuple[float, str, str, Unit] | None = None
    for place, unit in enumerate(near):
        for clause in _CLAUSES.split(fold(unit.text)):
            match = _TIMES.search(clause)
            if match is None or not _says_case(case, clause, unit):
                continue
            inside = terms(clause)
            score = sum(len(term) for term in case & inside) - 0.05 * place
            if best is None or score > best[0]:
                best = (score, clause, _factor(match), unit)
    return best[1:] if best else None


def _says_case(case: frozenset[str], clause: str, unit: Unit) -> bool:
    """Does the clause itself, or its line, share a telling term with the case? A grade such as S must stand in it."""
    grades = {term for term in case if (len(term) == 1 and term.isascii() and term.isalpha()) or term.endswith("级")}
    held = terms(clause) | terms(unit.text)
    return grades <= terms(clause) and any(len(term) > 1 and term in held for term in case)


def _factor(match: re.Match[str]) -> str:
    if match[2]:
        return f"{_digits(match[2])}%"
    return _digits(match[1] or match[3])


def _link(name: str, clause: str, question: str, near: Sequence[Unit]) -> tuple[str, Unit] | None:
    """Where the rule counts from something else than what the question names, the share between the two."""
    own = name[-2:]
    if own in clause:
        return None
    for unit in near:
        for line in re.split(r"[。；;\n]", fold(unit.text)):
            share = re.search(
                rf"([\u3400-\u9fff]{{2,8}}?)(?:基数)?[^。]{{0,6}}(?:是|为|按|占)[^。]{{0,8}}{re.escape(own)}的?\s*(\d+(?:\.\d+)?)\s*%",
                line,
            )
            if share and any(part in question for part in (share[1][-4:], share[1][:4])):
                return f"{share[2]}%", unit
    return None


def _per_each(question: str, near: Sequence[Unit]) -> Sum | None:
    """So much for each; the question says how many."""
    counts = {match[2]: _digits(match[1]) for match in _COUNT.finditer(question)}
    if not counts or not _ASKS_SUM.search(question):
        return None
    wanted = asked(question)
    for unit in near[:6]:
        for clause in re.split(r"[，。；;\n]", fold(unit.text)):
            rate = _rate(clause)
            if rate is None or rate[1] not in counts or not _shares(wanted, clause):
                continue
            per, of, value, name = rate
            if counts[of] == per or not _wants(question, name, of):
                continue
            divided = f" / {per}" if per != "1" else ""
            return Sum(f"计算结果：⟦calc: {counts[of]}{divided} * {value}⟧{name}", (unit,))
    return None


def _rate(clause: str) -> tuple[str, str, str, str] | None:
    """(each how many, of what, how much, in what)"""
    if match := _EACH.search(clause):
        if match[2]:
            return _digits(match[1]) if match[1] else "1", match[2], _digits(match[3]), match[4]
        return _digits(match[5]), match[6], _digits(match[7]), match[8]
    if match := _PER.search(clause):
        return "1", match[3], _digits(match[1]), match[2]
    return None


def _wants(question: str, name: str, of: str) -> bool:
    """Is what the rate comes to what the question asks for?"""
    if name in ("元", "块", "美元"):
        return re.search(r"多少(?!天|次|个|年|小时|分)|几(?:元|块)|钱|总共|一共|合计", question) is not None
    return name != of and re.search(rf"(?:几|多少)(?:个)?{name}", question) is not None


def _shares(wanted: frozenset[str], clause: str) -> bool:
    pairs = {term for term in wanted if len(term) > 1}
    return len(pairs & terms(clause)) >= max(1, LEAST_SHARE * len(pairs))


def _years_of_service(question: str, near: Sequence[Unit]) -> Sum | None:
    """English rules of the kind "4 weeks, and an additional 2 weeks for every year"."""
    years = _YEARS.search(question)
    if years is None or not re.search(r"how (?:many|much|long)|total", question):
        return None
    for unit in near[:6]:
        more = _FOR_EVERY.search(unit.text)
        flat = _flat_part(unit, near, more[2]) if more else None
        if more and flat:
            expression = f"{_english(flat[0])} + {_english(more[1])} * {_english(years[1])}"
            sources = (unit,) if flat[1] is unit else (flat[1], unit)
            return Sum(f"In total: ⟦calc: {expression}⟧ {more[2].lower().rstrip('s')}s", sources)
    return None


def _flat_part(unit: Unit, near: Sequence[Unit], name: str) -> tuple[str, Unit] | None:
    beside = [each for each in near if each.n == unit.n and abs(each.place - unit.place) <= 1]
    for each in sorted(beside, key=lambda other: other.place):
        match = _FLAT.search(each.text)
        if match and match[2].lower().rstrip("s") == name.lower().rstrip("s"):
            return match[1], each
    return None


def _english(word: str) -> str:
    return word if word.isdigit() else str(figures(f"{word} days")[0].value)


def _digits(text: str) -> str:
    """Digits of a number in digits or in Chinese numerals."""
    if text[0].isdigit():
        return text.replace(",", "")
    found = figures(f"{text}天")
    return str(found[0].value) if found else "1"
