"""Find the attributes of a person in what he writes: what he says about himself, and what a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenants.types import AttributeInfo

_HAN = re.compile(r"[\u3400-\u9fff]")
# What may stand between 我 and 在 is matched in one way only: an ambiguous loop here takes exponential time on 我的的的…
_SELF_ZH = (
    r"(?:我们?|本人|咱们?)(?:现在|目前|已经|平时|一直|都|人|这边|这里|公司|部门)*(?:的[^，,。；;！？!?]{1,16})?"
    r"(?:是|在|属于|位于|来自|为|用的是|买的是|base在?)(?:一名|一个|一台|名|个|位|台)?(?:[^，,。；;！？!?不没非]{0,3})"
)
_PLACE_ZH = r"(?:^|[，,。；;！？!?\s])(?:坐标|人在|base在?)[:： ]?"
_SELF_EN = (
    r"\b(?:i|we)(?:'m| am|'re| are| work| live| have| own| use| bought)\b(?: (?:currently|now|based|working|employed|hired|on))*"
    r"(?: (?:in|at|from|with|as|an?|the|our|for))*\s+(?:\w+\s+)?"
)
_NOT_MINE = re.compile(
    r"^(?:市)?(?:出差|开会|旅游|旅行|培训|参会|见客户|的?(?:同事|朋友|家人|客户|供应商))|^\s*(?:on (?:a )?business|for a (?:trip|meeting))",
    re.IGNORECASE,
)


def named(text: str, attributes: Iterable[AttributeInfo]) -> dict[str, tuple[str, ...]]:
    """The values that `text` speaks of, by attribute."""
    found = {}
    for attribute in attributes:
        rest, values = text, []
        # The longest name first: 合同工 is not also 工, and 上海市 not 上海 twice.
        for name, value in _names(attribute):
            if (pattern := _pattern(name)).search(rest):
                rest = pattern.sub("\n", rest)
                values.append(value)
        if values:
            found[attribute.name] = tuple(dict.fromkeys(values))
    return found


def said(text: str, attributes: Iterable[AttributeInfo]) -> dict[str, str]:
    """What the person says about himself: 我在上海, 我是合同工. Nothing where he names two values of an attribute so."""
    found = {}
    for attribute in attributes:
        values = {value for name, value in _names(attribute) if _says(text, name)}
        if len(values) == 1:
            found[attribute.name] = values.pop()
    return found


def alike(attributes: Iterable[AttributeInfo]) -> list[tuple[str, ...]]:
    """For each attribute, all names of all its values: words that take each other's place."""
    return [tuple(name for names in each.values for name in names) for each in attributes]


def agreed(found: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Those attributes of which one value is named."""
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _names(attribute: AttributeInfo) -> list[tuple[str, str]]:
    """(name, value), the longest name first."""
    pairs = [(name, names[0]) for names in attribute.values for name in names]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _says(text: str, name: str) -> bool:
    patterns = (_SELF_ZH, _PLACE_ZH) if _HAN.search(text) else (_SELF_EN,)
    for pattern in patterns:
        for found in re.finditer(pattern + _pattern(name).pattern, text, re.IGNORECASE):
            if not _NOT_MINE.match(text[found.end() :]):
                return True
    return False


def _pattern(name: str) -> re.Pattern[str]:
    """A name as it stands in a text; a Latin one only as a whole word."""
    if _HAN.search(name):
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE)
