"""Read the sections of a document with whom they apply to, and suggest what its words seem to say about that."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from knowledge.audiences import narrowed
from knowledge.models import Document, Passage
from knowledge.selectors.documents import document
from knowledge.splitting import PATH_SEPARATOR
from knowledge.types import Audience
from tenants.types import AttributeInfo, Principal

MOST_SUGGESTIONS = 20
BEGINNING = 400
"""Characters of a section in which it says to whom it applies."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_FOR_ZH = r"(?:适用于|仅限于?|只限于?|仅对|只对|适用对象[为是:：]?|适用范围[为是:：]?|限于)[^。；;\n]{0,20}?%s"
_THEIRS_ZH = r"%s(?:市|地区|分公司|子公司|办事处|办公室|员工|职工|机型|系列|型号)?(?:适用|专用|专属)"
_FOR_EN = (
    r"(?:applies (?:only )?to|apply (?:only )?to|only for|restricted to|valid (?:only )?for)\s+(?:\w+\s+){0,4}?%s\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the newest version, and to whom what is below it applies by a rule of its own. `passages` 0: the rule
    stood in an earlier version, and this heading is not there any more."""

    path: str
    passages: int
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """To whom a section seems to apply, with the words that say so; an empty `path` is the whole document."""

    path: str
    attribute: str
    values: tuple[str, ...]
    quote: str

    @property
    def key(self) -> str:
        return "|".join((self.path, self.attribute, *self.values))


def below(path: str, heading: str) -> bool:
    """Does a place with this path stand under the heading?"""
    return path == heading or path.startswith(heading + PATH_SEPARATOR)


def sections(document_id: UUID, *, principal: Principal) -> tuple[Section, ...]:
    """Every heading of the newest version in its order, then the rules whose headings are gone. Raises DocumentNotFound."""
    newest = document(document_id, principal=principal).newest
    rules = Document.objects.values_list("sections", flat=True).get(id=document_id)
    rows = Passage.objects.filter(version_id=newest.id, kind="text").exclude(path="")
    paths = rows.order_by("ordinal").values_list("path", flat=True)
    counted: dict[str, int] = {}
    for path in paths:
        steps = path.split(PATH_SEPARATOR)
        for depth in range(1, len(steps) + 1):
            heading = PATH_SEPARATOR.join(steps[:depth])
            counted[heading] = counted.get(heading, 0) + 1
    named = [*counted, *(path for path in rules if path not in counted)]
    return tuple(
        Section(path=path, passages=counted.get(path, 0), audience=narrowed(rules.get(path, {}), {})) for path in named
    )


def suggestions(
    document_id: UUID, *, attributes: Sequence[AttributeInfo], principal: Principal
) -> tuple[Suggestion, ...]:
    """What the document's name, headings and first words seem to say about whom it is for, without what is settled or was
    declined. Nothing of it holds until somebody accepts it. Raises DocumentNotFound."""
    held = document(document_id, principal=principal)
    row = Document.objects.get(id=document_id)
    found = list(hints(held.name.rpartition(".")[0] or held.name, "", "", attributes, heading=True))
    seen: set[str] = set()
    passages = Passage.objects.filter(version_id=held.newest.id, kind="text").order_by("ordinal")
    for path, text in passages.values_list("path", "text"):
        fresh = path not in seen
        seen.add(path)
        title = path.rpartition(PATH_SEPARATOR)[2]
        found += hints(title, path, text[:BEGINNING] if fresh else "", attributes, heading=bool(path))
    told = set(row.declined)
    settled = {("", name) for name in row.audience} | {
        (path, name) for path, held in row.sections.items() for name in held
    }
    kept = {each.key: each for each in found if each.key not in told and (each.path, each.attribute) not in settled}
    return tuple(kept.values())[:MOST_SUGGESTIONS]


def hints(title: str, path: str, text: str, attributes: Iterable[AttributeInfo], *, heading: bool) -> list[Suggestion]:
    """What a heading and the words under it say: 北京分公司 · 适用于上海 · 仅限正式员工 · applies to interns."""
    found = []
    for attribute in attributes:
        in_title = _named(title, attribute, ("%s",)) if heading else {}
        in_text = _named(text, attribute, (_FOR_ZH, _THEIRS_ZH) if _HAN.search(text) else (_FOR_EN,))
        values = in_title or in_text
        # A heading that names every value tells them apart below it, not for whom it is.
        if values and len(values) < max(len(attribute.values), 2):
            quote = title if in_title else next(iter(in_text.values()))
            found.append(Suggestion(path=path, attribute=attribute.name, values=tuple(values), quote=quote))
    return found


def _named(text: str, attribute: AttributeInfo, patterns: Sequence[str]) -> dict[str, str]:
    """Value → the words in which it is named."""
    found: dict[str, str] = {}
    for names in attribute.values:
        for name in names:
            plain = re.escape(name) if _HAN.search(name) else rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
            for pattern in patterns:
                if len(name) > 1 and (match := re.search(pattern % plain, text, re.IGNORECASE)):
                    found.setdefault(names[0], match[0])
    return found
