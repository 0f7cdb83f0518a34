"""Keep the words of a tenant's own: one by one, or from a file."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from io import StringIO
from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from kit.errors import Invalid
from kit.roles import atomic
from knowledge import events
from knowledge.errors import GlossaryEntryNotFound, GlossaryRowBad, GlossaryTermTaken
from knowledge.expansion import folded
from knowledge.models import GlossaryEntry
from knowledge.selectors.glossary import info
from knowledge.types import GlossaryInfo
from tenants.services import require
from tenants.types import Principal

MOST_ENTRIES, MOST_WORDS = 5000, 20
LONGEST_WORD, LONGEST_MEANING = 60, 500
MOST_BYTES = 2 << 20


@atomic()
def add_glossary_entry(*, term: str, words: Iterable[str], meaning: str = "", by: Principal) -> GlossaryInfo:
    """A word, those that mean the same, and what they mean. Raises GlossaryTermTaken, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = _row(term, words, meaning)
    if GlossaryEntry.objects.count() >= MOST_ENTRIES:
        raise Invalid(field="term")
    try:
        with atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        raise GlossaryTermTaken(field="term") from problem
    said = {"entry": str(row.id), "term": row.term, "words": ", ".join(row.words)}
    record(events.GLOSSARY_SAVED, actor=by.actor, data=said)
    return info(row)


@atomic()
def remove_glossary_entry(*, entry_id: UUID, by: Principal) -> None:
    """Raises GlossaryEntryNotFound, MayNot."""
    require(by, "knowledge.write")
    row = GlossaryEntry.objects.select_for_update().filter(id=entry_id).first()
    if row is None:
        raise GlossaryEntryNotFound
    row.delete()
    record(events.GLOSSARY_REMOVED, actor=by.actor, data={"entry": str(entry_id), "term": row.term})


@atomic()
def import_glossary(*, content: bytes, by: Principal) -> int:
    """Take in a CSV file: word, other words separated by semicolons, meaning. A known word is replaced. The number of rows.

    UTF-8 or GB18030; all of it or, with one bad row, nothing. Raises GlossaryRowBad, Invalid, MayNot.
    """
    require(by, "knowledge.write")
    rows = {row.term: row for row in _rows(content)}
    GlossaryEntry.objects.filter(term__in=list(rows)).delete()
    if not rows or GlossaryEntry.objects.count() + len(rows) > MOST_ENTRIES:
        raise Invalid(field="file")
    GlossaryEntry.objects.bulk_create(rows.values(), batch_size=500)
    record(events.GLOSSARY_IMPORTED, actor=by.actor, data={"entries": len(rows)})
    return len(rows)


def parted(text: str) -> list[str]:
    """What stands between commas or semicolons, Chinese ones too."""
    return [part.strip() for part in re.split("[,，、;；]", text) if part.strip()]


def _rows(content: bytes) -> Iterable[GlossaryEntry]:
    if len(content) > MOST_BYTES:
        raise Invalid(field="file")
    for line, cells in enumerate(csv.reader(StringIO(_decoded(content))), 1):
        if any(cell.strip() for cell in cells):
            term, words, meaning, *_ = [*cells, "", "", ""]
            try:
                yield _row(term, parted(words), meaning)
            except Invalid as problem:
                raise GlossaryRowBad(field="file", line=line) from problem


def _decoded(content: bytes) -> str:
    for name in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Invalid(field="file")


def _row(term: str, words: Iterable[str], meaning: str) -> GlossaryEntry:
    """Checked and normalised. A word alone says nothing: it needs others, or a meaning."""
    kept, told = _clean(term), _clean(meaning)
    others = list(dict.fromkeys(_clean(word) for word in words if _clean(word) != kept))
    every = [kept, *others]
    if len(others) > MOST_WORDS or not (others or told) or len(told) > LONGEST_MEANING:
        raise Invalid(field="words")
    if not all(0 < len(word) <= LONGEST_WORD and folded(word) for word in every):
        raise Invalid(field="term")
    return GlossaryEntry(term=kept, words=others, meaning=told, folded=[folded(word) for word in every])


def _clean(text: str) -> str:
    shown = "".join(each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each)[0] != "C")
    return shown.strip()
