"""Moderation: the tenant's own terms, its policies, and a box to try a text."""

from copy import deepcopy
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.auth import Visit, page, require
from console.inputs.compliance import EntryForm, PolicyForm, TryForm
from console.outputs import done, show, tried
from kit.errors import HeyanError
from moderation import selectors, services
from moderation.risks import CLASSES, RISKS
from moderation.types import Action, PolicyInfo


def _risk_names(codes: Any) -> list[tuple[str, str]]:
    chinese = (get_language() or "zh").startswith("zh")
    return [(risk.code, f"{risk.code} {risk.zh if chinese else risk.en}") for risk in codes]


@page("moderation.read")
def moderation(request: Visit) -> HttpResponse:
    """What is in force, and the tenant's own list."""
    form = EntryForm(request.POST or None, risks=_risk_names(RISKS))
    if request.method == "POST":
        require(request, "moderation.write")
        if form.is_valid():
            try:
                services.add_entry(**form.cleaned_data, by=request.principal)
            except HeyanError as error:
                form.refuse(error)
            else:
                return done(request, _("Added. It holds from the next question on."), "moderation")
    return show(
        request,
        "compliance/moderation.html",
        form=form,
        entries=selectors.entries(),
        lexicon=(lexicon := selectors.lexicon()),
        terms=[(name, lexicon.terms.get(code, 0)) for code, name in _risk_names(RISKS)],
        policies=selectors.policies(),
        trial=TryForm(policies=_policy_names()),
    )


def _policy_names() -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in selectors.policies() if each.id]


@require_POST
@page("moderation.write")
def remove_entry(request: Visit, entry_id: UUID) -> HttpResponse:
    work = partial(services.remove_entry, entry_id=entry_id, by=request.principal)
    return tried(request, work, _("Removed."), "moderation")


@require_POST
@page("moderation.read")
def try_text(request: Visit) -> HttpResponse:
    """The verdict on a text, which is stored nowhere."""
    form = TryForm(request.POST, policies=_policy_names())
    verdict = None
    if form.is_valid():
        screen = selectors.screen_for(form.policy_id(), side=form.cleaned_data["side"])
        verdict = screen.judge(form.cleaned_data["text"])
    notice = verdict.notice.says(get_language() or "zh-hans") if verdict else ""
    return show(request, "compliance/tried.html", trial=form, verdict=verdict, notice=notice)


@page("moderation.read")
def policy(request: Visit, policy_id: UUID | None = None) -> HttpResponse:
    """What happens about which risk; without an id, a new policy that begins as the default one."""
    held = selectors.policy(policy_id)
    rows = tuple((side, code, label) for side in ("input", "output") for code, label in _groups())
    chosen = {f"{side}-{code}": _action(held, side, code) for side, code, _label in rows}
    initial = chosen | {"name": held.name if policy_id else "", "default": held.is_default and policy_id is not None}
    form = PolicyForm(request.POST or None, rows=rows, initial=initial)
    if request.method == "POST":
        require(request, "moderation.write")
        if form.is_valid() and _saved(request, held, policy_id, form):
            return done(request, _("Saved as a new version."), "moderation")
    sides = [(_("Questions"), form.choices_of("input")), (_("Answers"), form.choices_of("output"))]
    return show(request, "compliance/policy.html", form=form, policy=held, new=policy_id is None, sides=sides)


def _groups() -> list[tuple[str, str]]:
    return [*_risk_names(CLASSES), ("personal", _("Personal data")), ("injection", _("Attempts to override the rules"))]


def _action(held: PolicyInfo, side: str, code: str) -> str:
    steps = held.rules.get(side, {}).get(code)
    return steps[0]["action"] if steps and len(steps) == 1 else "keep"


def _saved(request: Visit, held: PolicyInfo, policy_id: UUID | None, form: PolicyForm) -> bool:
    data = form.cleaned_data
    rules = changed(held.rules, form.actions())
    try:
        services.save_policy(
            policy_id=policy_id, name=data["name"], rules=rules, default=data["default"], by=request.principal
        )
    except HeyanError as error:
        form.refuse(error)
        return False
    return True


def changed(rules: dict[str, Any], actions: dict[tuple[str, str], str]) -> dict[str, Any]:
    """A copy of the rules with these actions; an action that stops says what it said before, or the first notice."""
    copy = deepcopy(rules)
    first = next(iter(copy.get("notices", {})), None)
    for (side, code), action in actions.items():
        before = copy.setdefault(side, {}).get(code, [{}])
        step: dict[str, Any] = {"action": action}
        if Action(action).stops:
            step["notice"] = before[0].get("notice") or first
        copy[side][code] = [step]
    return copy
