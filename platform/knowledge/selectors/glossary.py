"""Read the words of a tenant's own."""

from knowledge.expansion import folded
from knowledge.models import GlossaryEntry
from knowledge.types import GlossaryInfo


def glossary() -> tuple[GlossaryInfo, ...]:
    """All entries of the tenant in scope, by their words."""
    return tuple(map(info, GlossaryEntry.objects.order_by("term")))


def same_words(question: str) -> tuple[tuple[str, ...], ...]:
    """The folded words of each entry of which the question may say one."""
    rows = GlossaryEntry.objects.extra(
        where=["EXISTS (SELECT FROM unnest(folded) AS f(word) WHERE strpos(%s, f.word) > 0)"],
        params=[folded(question)],
    )
    return tuple(map(tuple, rows.order_by("id").values_list("folded", flat=True)))


def info(row: GlossaryEntry) -> GlossaryInfo:
    """The value of a row."""
    return GlossaryInfo(id=row.id, term=row.term, words=tuple(row.words), meaning=row.meaning)
