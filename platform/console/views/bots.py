"""Bots: the list, the editor with its test chat, versions, and the switches."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chat import selectors, services
from chat.errors import TurnNotFound
from chat.types import BotInfo
from console.auth import Visit, page, require, subject_of
from console.inputs.bots import BotForm, initial_of
from console.inputs.chat import LONGEST_QUESTION
from console.outputs import done, show, tried
from console.outputs.versions import told_changes
from gateway import selectors as models
from kit.errors import HeyanError, NotFound
from knowledge import selectors as knowledge
from moderation import selectors as moderation

SWITCHES: dict[str, tuple[Callable[..., BotInfo], dict[str, bool], str | Promise]] = {
    "publish": (services.publish_bot, {"published": True}, gettext_lazy("Published. It answers from now on.")),
    "close": (services.publish_bot, {"published": False}, gettext_lazy("Closed. Nobody can ask it any more.")),
    "pause": (services.pause_bot, {"paused": True}, gettext_lazy("Paused. Open answers stop within a second.")),
    "resume": (services.pause_bot, {"paused": False}, gettext_lazy("It answers again.")),
}


@page("bots.read")
def bots(request: Visit) -> HttpResponse:
    return show(request, "bots/list.html", bots=selectors.bots())


@page("bots.write")
def new_bot(request: Visit) -> HttpResponse:
    """Begin from a template or from nothing."""
    templates = selectors.templates(get_language() or "zh-hans")
    chosen = next((each for each in templates if each.name == request.GET.get("template")), None)
    initial = initial_of(chosen.settings) | {"slug": chosen.name.replace("_", "-")} if chosen else {}
    form = _form(request, initial, new=True)
    if form.is_valid():
        slug = form.cleaned_data["slug"]
        try:
            services.create_bot(
                slug=slug, settings=form.settings(), by=request.principal, note=form.cleaned_data["note"]
            )
        except HeyanError as error:
            form.refuse(error)
        else:
            return done(request, _("The bot is there. Try it, then publish it."), "bot", slug=slug)
    return show(request, "bots/new.html", form=form, templates=templates, chosen=chosen)


@page("bots.read")
def bot(request: Visit, slug: str) -> HttpResponse:
    """The editor, and beside it the test chat."""
    found = selectors.bot(slug)
    form = _form(request, initial_of(found.settings) | {"version": found.version}, new=False)
    if request.method == "POST":
        require(request, "bots.write")
        if form.is_valid() and _saved(request, found, form):
            return done(request, _("Saved as a new version."), "bot", slug=slug)
    return show(request, "bots/bot.html", bot=found, form=form, longest=LONGEST_QUESTION, test=True)


def _form(request: Visit, initial: dict[str, object], *, new: bool) -> BotForm:
    return BotForm(
        request.POST or None,
        initial=initial,
        new=new,
        bases=[(str(base.id), base.name) for base in knowledge.bases(principal=request.principal)],
        routes=[(str(route.id), route.name) for route in models.routes()],
        policies=[(str(each.id), each.name) for each in moderation.policies() if each.id],
    )


def _saved(request: Visit, found: BotInfo, form: BotForm) -> bool:
    data = form.cleaned_data
    try:
        services.save_bot(
            bot_id=found.id,
            settings=form.settings(),
            by=request.principal,
            note=data["note"],
            expected_version=data["version"],
        )
    except HeyanError as error:
        form.refuse(error)
        return False
    return True


@page("bots.read")
def versions(request: Visit, slug: str) -> HttpResponse:
    """Every version with what it changed."""
    found = selectors.bot(slug)
    rows = [(each, told_changes(each.changes)) for each in selectors.bot_versions(found.id)]
    return show(request, "bots/versions.html", bot=found, versions=rows)


@require_POST
@page("bots.write")
def roll_back(request: Visit, slug: str, version: int) -> HttpResponse:
    found = selectors.bot(slug)
    work = partial(services.roll_back_bot, bot_id=found.id, version=version, by=request.principal)
    return tried(request, work, _("Version %d is in force again, as the newest.") % version, "versions", slug=slug)


@require_POST
@page("bots.write")
def switch(request: Visit, slug: str, to: str) -> HttpResponse:
    """Publish, close, pause (the emergency switch) or go on."""
    if to not in SWITCHES:
        raise NotFound
    work, values, says = SWITCHES[to]
    bot_id = selectors.bot(slug).id
    return tried(request, partial(work, bot_id=bot_id, by=request.principal, **values), str(says), "bot", slug=slug)


@require_POST
@page("bots.write")
def suggest(request: Visit) -> HttpResponse:
    """Questions drafted from the bases that are ticked, for the editor's field."""
    known = {str(base.id): base.id for base in knowledge.bases(request.principal)}
    ticked = [known[each] for each in request.POST.getlist("base_ids") if each in known]
    drafted = selectors.suggest_questions(base_ids=ticked, principal=request.principal)
    return show(request, "bots/suggested.html", questions="\n".join(drafted))


@page("bots.write")
def tested(request: Visit, turn_id: UUID) -> HttpResponse:
    """What happened in a turn of one's own test chat: passages, prompt, tokens, time per stage."""
    found = selectors.turn_record(turn_id)
    own = found.subject == subject_of(request.principal).ref
    if not (found.test and own):
        raise TurnNotFound
    return show(request, "bots/tested.html", turn=found, total=sum(ms for _name, ms in found.timings))
