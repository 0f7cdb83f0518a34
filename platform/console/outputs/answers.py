"""Write an answer's Markdown as harmless HTML, its source numbers as links to the place in the document."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import nh3
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chat.turn import Citation
from knowledge.types import Passage

MARK = re.compile(r"\[(\d{1,3})\]")
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "h4", "hr", "a"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href", "class", "title", "aria-label", "data-cite"}, "ol": {"start"}}

# A model's links and images could lead anywhere, so they stay text.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])


def answer_html(text: str, citations: Sequence[Citation]) -> SafeString:
    """The answer as HTML. A number without a citation stays text."""
    by_number = {citation.n: citation for citation in citations}
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
        if token.children:
            token.children = [each for child in token.children for each in _marked(child, by_number)]
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None))  # noqa: S308  # just cleaned


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


def _marked(token: Token, by_number: Mapping[int, Citation]) -> list[Token]:
    if token.type != "text" or not MARK.search(token.content):
        return [token]
    parts = MARK.split(token.content)
    found = []
    for at, part in enumerate(parts):
        citation = by_number.get(int(part)) if at % 2 else None
        kind = "html_inline" if citation else "text"
        found.append(Token(kind, "", 0, content=_piece(part, at, citation)))
    return found


def _piece(part: str, at: int, citation: Citation | None) -> str:
    if citation is not None:
        return citation_link(citation)
    return f"[{part}]" if at % 2 else part
