"""The start page with its four first steps, and the palette that goes anywhere."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chat import selectors as chat
from console.auth import Visit, page, subject_of
from console.outputs import show
from console.outputs.navigation import pages
from desk import selectors as desk
from knowledge import selectors as knowledge
from tenants.types import Principal

MOST = 12


@dataclass(frozen=True, slots=True)
class First:
    """One of the four steps from an empty tenant to the first published, cited answer."""

    done: bool
    title: str | Promise
    says: str | Promise
    href: str
    action: str | Promise


@page()
def home(request: Visit) -> HttpResponse:
    principal = request.principal
    bots = chat.bots() if principal.may("chat.ask") else ()
    recent = chat.conversations(subject=subject_of(principal), limit=6).items if principal.may("chat.ask") else ()
    return show(
        request,
        "home.html",
        told=desk.told(subject=subject_of(principal)) if principal.may("chat.ask") else (),
        waiting=desk.clusters_count() if principal.may("knowledge.write") else 0,
        steps=_first_steps(request) if principal.may("bots.write") else (),
        bots=[bot for bot in bots if bot.published and not bot.paused],
        recent=recent,
        to_review=knowledge.to_review(principal=principal) if principal.may("knowledge.read") else (),
        today=timezone.localdate(),
    )


def _first_steps(request: Visit) -> tuple[First, ...]:
    """Done means seen in the data, not clicked away."""
    bases = knowledge.bases(request.principal)
    subject = subject_of(request.principal)
    asked = chat.conversations(subject=subject, limit=20).items
    cited = any(turn.citations for each in asked[:5] for turn in chat.conversation(each.id, subject=subject).turns)
    published = any(bot.published for bot in chat.bots())
    upload = reverse("console:base", kwargs={"base_id": bases[0].id}) if bases else reverse("console:bases")
    ask = reverse("console:chat")
    return (
        First(
            any(base.passages for base in bases),
            _("Upload a document"),
            _("Rules, manuals, price lists: what people ask about."),
            upload,
            _("Upload"),
        ),
        First(
            published,
            _("Publish a bot"),
            _("Start from a template; it answers once it is published."),
            reverse("console:bots"),
            _("To the bots"),
        ),
        First(bool(asked), _("Ask it something"), _("In your own words, Chinese or English."), ask, _("Ask")),
        First(
            cited,
            _("Check a source"),
            _("The number behind a sentence opens the page that it rests on."),
            ask,
            _("Look"),
        ),
    )


@page()
def palette(request: Visit) -> HttpResponse:
    """Pages, bots and bases whose name holds what was typed."""
    typed = request.GET.get("q", "").strip().lower()
    found = [each for each in _goals(request.principal) if typed in each[1].lower()]
    return show(request, "palette.html", found=found[:MOST])


def _goals(principal: Principal) -> list[tuple[str, str, str]]:
    """(address, name, icon), pages first."""
    goals = [(link.href, link.label, link.icon) for link in pages(principal)]
    if principal.may("bots.read"):
        goals += [(reverse("console:bot", args=[bot.slug]), bot.settings.name, "bot") for bot in chat.bots()]
    if principal.may("knowledge.read"):
        goals += [
            (reverse("console:base", args=[base.id]), base.name, "library") for base in knowledge.bases(principal)
        ]
    return goals
