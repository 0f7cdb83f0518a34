"""Turn Markdown that a model wrote into harmless HTML, with its numbered marks drawn by the caller."""

import re
from collections.abc import Callable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MARK = re.compile(r"\[(\d{1,3})\]")
TAGS = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "h4",
    "hr",
    "a",
    "button",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {
    "a": {"href", "class", "title", "aria-label", "data-cite"},
    "button": {"type", "class", "title", "aria-label", "data-cite"},
    "ol": {"start"},
}

# A model's links and images could lead anywhere, so they stay text.
_markdown = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(["link", "image", "autolink"])
)

Draw = Callable[[int], str | None]
"""The HTML of mark `n`, or None where there is nothing behind it: then it stays text."""


def harmless_html(text: str, draw: Draw) -> SafeString:
    """`text` as HTML of a few tags, each `[n]` in it drawn by `draw`."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
        if token.children:
            token.children = [each for child in token.children for each in _marked(child, draw)]
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None))  # noqa: S308  # just cleaned


def _marked(token: Token, draw: Draw) -> list[Token]:
    """A text token split at its marks; code and the rest are left alone."""
    if token.type != "text" or not MARK.search(token.content):
        return [token]
    return [_piece(part, draw if at % 2 else None) for at, part in enumerate(MARK.split(token.content))]


def _piece(part: str, draw: Draw | None) -> Token:
    if draw is None:
        return Token("text", "", 0, content=part)
    drawn = draw(int(part))
    return Token("html_inline", "", 0, content=drawn) if drawn else Token("text", "", 0, content=f"[{part}]")
