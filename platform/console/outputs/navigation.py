"""The left rail: at most seven places, each shown to those who may go there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.types import Principal


@dataclass(frozen=True, slots=True)
class Place:
    """A page to go to. No permission: for every member. `below` are shown while one of them is open."""

    route: str
    label: str | Promise
    icon: str = ""
    permission: str = ""
    below: tuple["Place", ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A place as one person sees it now."""

    href: str
    label: str
    icon: str
    current: bool
    below: tuple["Link", ...]


PLACES = (
    Place(
        "bots",
        _("Bots"),
        "bot",
        "bots.read",
        (
            Place("bots", _("All bots")),
            Place("sites", _("Web sites")),
        ),
    ),
    Place(
        "bases",
        _("Knowledge"),
        "library",
        "knowledge.read",
        (
            Place("bases", _("Knowledge bases")),
            Place("glossary", _("Glossary")),
            Place("clusters", _("Open questions"), permission="knowledge.write"),
            Place("cases", _("Regression cases"), permission="knowledge.write"),
            Place("figures", _("Figures"), permission="knowledge.write"),
        ),
    ),
    Place(
        "chat",
        _("Chat"),
        "message-square",
        "chat.ask",
        (
            Place("chat", _("Ask"), permission="chat.ask"),
            Place("log", _("All conversations"), permission="conversations.read"),
        ),
    ),
    Place(
        "models",
        _("Models"),
        "cpu",
        "models.read",
        (
            Place("models", _("Model cards")),
            Place("routes", _("Routes")),
            Place("usage", _("Usage")),
        ),
    ),
    Place(
        "members",
        _("Members"),
        "users",
        "members.read",
        (
            Place("members", _("People")),
            Place("groups", _("Groups")),
            Place("attributes", _("Attributes")),
            Place("keys", _("API keys"), permission="keys.write"),
        ),
    ),
    Place(
        "compliance",
        _("Compliance"),
        "shield-check",
        "moderation.read",
        (
            Place("audit", _("Audit log"), permission="audit.read"),
            Place("notices", _("Notices"), permission="consent.write"),
            Place("moderation", _("Moderation"), permission="moderation.read"),
        ),
    ),
    Place("settings", _("Settings"), "settings"),
)


def rail(principal: Principal, path: str) -> tuple[Link, ...]:
    """The places of the left rail for this person, with the one of `path` marked."""
    return tuple(_links(PLACES, principal, path))


def pages(principal: Principal) -> tuple[Link, ...]:
    """Every page of the rail that this person may open, each once."""
    flat = [(place, below) for place in PLACES for below in (place.below or (place,))]
    return tuple(
        Link(_href(below), str(below.label), place.icon, current=False, below=())
        for place, below in flat
        if all(not each.permission or principal.may(each.permission) for each in (place, below))
    )


def _links(places: tuple[Place, ...], principal: Principal, path: str) -> Iterator[Link]:
    allowed = [place for place in places if not place.permission or principal.may(place.permission)]
    nearest = max((len(_href(place)) for place in allowed if path.startswith(_href(place))), default=0)
    for place in allowed:
        href = _href(place)
        current = path.startswith(href) and len(href) == nearest
        below = tuple(_links(place.below, principal, path)) if current else ()
        yield Link(href, str(place.label), place.icon, current, below if len(below) > 1 else ())


def _href(place: Place) -> str:
    return reverse(f"console:{place.route}")
