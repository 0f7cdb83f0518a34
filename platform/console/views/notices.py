"""Notices: what people read and agree to, drafted, published, and asked again after a change."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consent import selectors, services
from consent.types import LANGUAGES, PURPOSES, Draft, Language, Notice, Purpose
from console.auth import Visit, page
from console.inputs.compliance import NoticeForm
from console.outputs import done, show, tried
from kit.errors import HeyanError, NotFound


@page("consent.write")
def notices(request: Visit) -> HttpResponse:
    """Each purpose in each language: what is published, and what is being written."""
    drafts = {(draft.purpose, draft.language): draft for draft in selectors.drafts()}
    rows = [
        (purpose, language, next(iter(selectors.versions(purpose, language)), None), drafts.get((purpose, language)))
        for purpose in PURPOSES
        for language in LANGUAGES
    ]
    return show(request, "compliance/notices.html", rows=rows, missing=any(row[2] is None for row in rows))


@page("consent.write")
def notice(request: Visit, purpose: str, language: str) -> HttpResponse:
    """The editor of one text, with all its published versions."""
    which, spoken = _known(purpose, language)
    published = selectors.versions(which, spoken)
    form = NoticeForm(request.POST or None, initial=_newest(which, spoken))
    if form.is_valid():
        publish = "publish" in request.POST
        work = services.publish_notice if publish else services.save_draft
        try:
            work(purpose=which, language=spoken, by=request.principal, **form.cleaned_data)
        except HeyanError as error:
            form.refuse(error)
        else:
            says = (
                _("Published. Everybody who agreed to an earlier version is asked again.") if publish else _("Saved.")
            )
            return done(request, says, "notice", purpose=which, language=spoken)
    return show(request, "compliance/notice.html", form=form, versions=published, purpose=which, language=spoken)


def _newest(purpose: Purpose, language: Language) -> dict[str, str]:
    """The draft where there is one, the published text otherwise."""
    drafts = [each for each in selectors.drafts() if (each.purpose, each.language) == (purpose, language)]
    held: list[Draft | Notice] = [*drafts, *selectors.versions(purpose, language)]
    return {"title": held[0].title, "body": held[0].body} if held else {}


def _known(purpose: str, language: str) -> tuple[Purpose, Language]:
    if purpose not in PURPOSES or language not in LANGUAGES:
        raise NotFound
    return purpose, language


@require_POST
@page("consent.write")
def standard_notices(request: Visit) -> HttpResponse:
    """Begin with the platform's own texts."""
    work = partial(services.publish_standard_notices, by=request.principal)
    return tried(request, work, _("The standard texts are published. Read them and make them your own."), "notices")
