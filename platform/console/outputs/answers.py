"""Write an answer's Markdown as harmless HTML, its source numbers as links to the place in the document."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chat.turn import Citation
from kit.markup import harmless_html
from knowledge.types import Passage


def answer_html(text: str, citations: Sequence[Citation]) -> SafeString:
    """The answer as HTML. A number without a citation stays text."""
    links = {citation.n: citation_link(citation) for citation in citations}
    return harmless_html(text, links.get)


def citation_address(citation: Citation) -> str:
    """The viewer at the place that a citation names."""
    return place(citation.document_id, citation.version_id, citation.page, citation.passage_id)


def passage_address(passage: Passage) -> str:
    """The viewer at the place of a passage."""
    return place(passage.document_id, passage.version_id, passage.page, passage.id)


def place(document_id: object, version_id: object, page: int | None, passage_id: object) -> str:
    query = {"version": str(version_id), "passage": str(passage_id)} | ({"page": str(page)} if page else {})
    return f"{reverse('console:document', kwargs={'document_id': document_id})}?{urlencode(query)}"


def citation_link(citation: Citation) -> SafeString:
    """The number of a source, leading to it."""
    where = _where(citation)
    return format_html(
        '<a class="cite" data-cite="{n}" href="{}" title="{}" aria-label="{}">{n}</a>',
        citation_address(citation),
        where,
        _("Source %(n)s: %(where)s") % {"n": citation.n, "where": where},
        n=citation.n,
    )


def _where(citation: Citation) -> str:
    if citation.page:
        return _("%(document)s, page %(page)s") % {"document": citation.document, "page": citation.page}
    return f"{citation.document} {citation.cell}" if citation.cell else citation.document
