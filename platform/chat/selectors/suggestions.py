"""Draft the questions that a bot suggests, from the headings of its documents: straight text work, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from knowledge.selectors import documents, version_passages
from knowledge.types import Passage
from tenants.types import Principal

MOST_DOCUMENTS = 12
LOOKS_AT = 60
"""Passages of a document whose headings are read."""
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条篇部分]+|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]"
    r"|(?:chapter|section|part)\s+\w+|\d+(?:\.\d+)*[.、:：)）]?)\s*[:：.、-]*\s*",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:总则|附则|目录|前言|引言|概述|其他|说明|附录.*|附件.*|定义|contents|introduction|preface|overview|appendix.*|general|"
    r"miscellaneous|definitions|scope|purpose|about.*|index)$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def suggest_questions(*, base_ids: Iterable[UUID], principal: Principal, limit: int = 4) -> tuple[str, ...]:
    """Up to `limit` questions that the documents of these bases have a chapter about, from as many documents as possible.

    Each is in the language of its heading.
    """
    per_document = [list(_topics(each)) for each in _read(base_ids, principal)]
    found: list[str] = []
    for round_ in zip_longest(*per_document):
        found += [topic for topic in round_ if topic and topic not in found]
    return tuple(_question(topic) for topic in found[:limit])


def _read(base_ids: Iterable[UUID], principal: Principal) -> Iterator[tuple[Passage, ...]]:
    held = [
        document for base_id in base_ids for document in documents(base_id, principal=principal) if document.version
    ]
    for document in held[:MOST_DOCUMENTS]:
        yield version_passages(document.newest.id, principal=principal, limit=LOOKS_AT)


def _topics(passages: Iterable[Passage]) -> Iterator[str]:
    """The innermost headings, without their numbers, that name something."""
    seen = set()
    for passage in passages:
        heading = _NUMBERING.sub("", passage.path.split("›")[-1].split(" > ")[-1].strip()).strip(" ：:。.")
        fits = 2 <= len(heading) <= 24 if _HAN.search(heading) else 4 <= len(heading) <= 60
        if fits and heading not in seen and not _EMPTY.match(heading):
            seen.add(heading)
            yield heading


def _question(topic: str) -> str:
    """A heading that asks already stays as it is."""
    if topic.endswith(("?", "？")):
        return topic
    with translation.override("zh-hans" if _HAN.search(topic) else "en"):
        return _("What are the rules on %(topic)s?") % {"topic": topic}
