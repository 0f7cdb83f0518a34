"""Regression cases: what was mended once must stay mended."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.outputs import done, show, tried
from desk import selectors, services


@page("knowledge.write")
def cases(request: Visit) -> HttpResponse:
    """All cases, the failing ones first, and the last runs."""
    runs = selectors.case_runs()
    running = any(each.done_at is None for each in runs)
    return show(request, "clusters/cases.html", cases=selectors.cases(), runs=runs, running=running)


@require_POST
@page("knowledge.write")
def run_cases(request: Visit) -> HttpResponse:
    found = services.run_cases(by=request.principal)
    says = _("The cases are being run.") if found else _("There is no case to run yet.")
    return done(request, says, "cases")


@page("knowledge.write")
def case(request: Visit, case_id: UUID) -> HttpResponse:
    """One case with how it came out before."""
    found = selectors.case(case_id)
    return show(request, "clusters/case.html", case=found, history=selectors.case_history(case_id))


@require_POST
@page("knowledge.write")
def delete_case(request: Visit, case_id: UUID) -> HttpResponse:
    selectors.case(case_id)
    work = partial(services.delete_case, case_id=case_id, by=request.principal)
    return tried(request, work, _("The case is removed."), "cases")
