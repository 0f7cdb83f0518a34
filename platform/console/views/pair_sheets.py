"""Sheets of pairs: looked at, taken in, given out."""

from functools import partial
from typing import Literal, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page
from console.inputs.pairs import SheetForm, TakeInForm
from console.outputs import done, go_to, show, tried
from kit.errors import HeyanError
from kit.scoping import tenant_scope
from knowledge import selectors, services

KEEPER = "knowledge.write"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN = 200
"""Rows of a sheet that are shown; every one with an error is."""


@page(KEEPER, scoped=False)
def new_import(request: Visit, base_id: UUID) -> HttpResponse:
    """Choose a sheet. It is read without holding the database."""
    by = request.principal
    with tenant_scope(request.tenant.id):
        base = selectors.base(base_id, principal=by)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = selectors.read_sheet(file, str(file.name))
            with tenant_scope(request.tenant.id):
                made = services.preview_import(base_id=base_id, name=str(file.name), rows=rows, by=by)
        except HeyanError as error:
            form.add_error("file", str(error))
        else:
            return go_to(request, "pair_import", import_id=made.id)
    with tenant_scope(request.tenant.id):
        return show(request, "pairs/import.html", base=base, form=form)


@page(KEEPER)
def pair_import(request: Visit, import_id: UUID) -> HttpResponse:
    """What a sheet would do; confirming takes in all of it."""
    sheet = selectors.pair_import(import_id, principal=request.principal)
    form = TakeInForm(request.POST or None)
    if form.is_valid():
        try:
            taken = services.import_pairs(import_id=import_id, **form.cleaned_data, by=request.principal)
        except HeyanError as error:
            form.refuse(error)
        else:
            says = _("%(added)d pairs added, %(replaced)d replaced, %(kept)d left as they were.")
            count = {"added": taken.added, "replaced": taken.replaced, "kept": taken.kept}
            return done(request, says % count, "pairs", base_id=sheet.base_id)
    base = selectors.base(sheet.base_id, principal=request.principal)
    good = [row for row in sheet.rows if not row.problems][:SHOWN]
    return show(request, "pairs/preview.html", base=base, sheet=sheet, good=good, form=form)


@require_POST
@page(KEEPER)
def drop_import(request: Visit, import_id: UUID) -> HttpResponse:
    sheet = selectors.pair_import(import_id, principal=request.principal)
    work = partial(services.drop_import, import_id=import_id, by=request.principal)
    return tried(request, work, _("Nothing was taken in."), "pairs", base_id=sheet.base_id)


@page(KEEPER)
def export_pairs(request: Visit, base_id: UUID, kind: str) -> HttpResponse:
    """All pairs of the base as a file."""
    base = selectors.base(base_id, principal=request.principal)
    chosen = cast("Literal['csv', 'xlsx']", kind if kind in TYPES else "xlsx")
    language = get_language() or "zh-hans"
    content = services.export_pairs(base_id=base_id, kind=chosen, language=language, by=request.principal)
    headers = {"Content-Disposition": f'attachment; filename="{base.slug}-pairs.{chosen}"'}
    return HttpResponse(content, content_type=TYPES[chosen], headers=headers)
