"""Every address that the product answers, read from its URL tables."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")
PARAMETER = re.compile(r"<(?:([^:>]+):)?(\w+)>")
SAMPLES = {"uuid": "01890000-0000-7000-8000-000000000000", "int": "1", "slug": "none", "path": "none"}


@dataclass(frozen=True)
class Route:
    """One address: its full name, its path with parameters as in the URL table, and the view behind it."""

    table: str
    name: str
    path: str
    view: Callable[..., Any]

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(name for _, name in PARAMETER.findall(self.path))

    def address(self, values: dict[str, str] | None = None) -> str:
        """The path with `values`; what they lack becomes something that exists nowhere."""
        given = values or {}
        return PARAMETER.sub(lambda m: given.get(m[2], SAMPLES.get(m[1] or "", "none")), self.path)

    @property
    def methods(self) -> tuple[str, ...]:
        """What the view answers, where it says so; otherwise whatever may be asked."""
        cls = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        if cls is None:
            return METHODS
        return tuple(method for method in METHODS if hasattr(cls, method.lower()))


def tables() -> tuple[str, ...]:
    return (settings.ROOT_URLCONF, settings.WIDGET_URLCONF)


def routes(table: str) -> tuple[Route, ...]:
    """All routes of one URL table."""
    return tuple(_walk(table, get_resolver(table).url_patterns, "", ()))


def all_routes() -> tuple[Route, ...]:
    return tuple(route for table in tables() for route in routes(table))


def _walk(
    table: str, patterns: list[URLPattern | URLResolver], prefix: str, spaces: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(table, pattern.url_patterns, path, inner)
        else:
            name = ":".join((*spaces, pattern.name or path))
            yield Route(table, name, "/" + path, pattern.callback)


def _plain(pattern: str) -> str:
    """A route or a regular expression with its parameters written as `<name>`."""
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    if not NAMED_GROUP.search(text):
        return text
    out, at = [], 0
    while found := NAMED_GROUP.search(text, at):
        out += [text[at : found.start()], f"<{found.group(1)}>"]
        depth, at = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
    return "".join(out) + text[at:]
