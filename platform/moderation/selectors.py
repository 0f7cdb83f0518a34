"""Read policies and lexicons, and give out screens that are built once per version."""

from collections import Counter
from uuid import UUID

from kit.errors import NotFound
from kit.scoping import TenantNotSet
from moderation import defaults
from moderation.compiled import Versions, compiled
from moderation.errors import PolicyNotFound
from moderation.lexicons import starter
from moderation.models import BaseList, Overlay, OverlayEntry, Policy, PolicyVersion
from moderation.screening import FailClosed
from moderation.stored import entry_info, policy_info
from moderation.types import EntryInfo, LexiconInfo, PolicyInfo, Screen, Side


def screen_for(policy_id: UUID | None, *, side: Side) -> Screen:
    """The screen of a policy (None: the tenant's default) in the versions that this transaction sees.

    Versions are read every time, so processes agree as soon as a change commits. Raises PolicyNotFound, ModerationBroken.
    """
    with FailClosed(passing=(NotFound, TenantNotSet)):
        held = policy(policy_id)
        return compiled(_versions(held, side), held)


def versions_for(policy_id: UUID | None, *, side: Side) -> tuple[tuple[str, str], ...]:
    """The `versions` of the screen that `screen_for` would give, without building it. Raises PolicyNotFound."""
    return _versions(policy(policy_id), side).named()


def policies() -> tuple[PolicyInfo, ...]:
    """The policies of the tenant, the default first; the platform's where there is no default of the tenant's own."""
    rows = list(Policy.objects.order_by("-is_default", "name"))
    own = tuple(policy_info(row, _rules(row)) for row in rows)
    return own if any(row.is_default for row in rows) else (_platform_policy(), *own)


def policy(policy_id: UUID | None = None) -> PolicyInfo:
    """One policy; None is the tenant's default, or the platform's where the tenant has none. Raises PolicyNotFound."""
    wanted = {"is_default": True} if policy_id is None else {"id": policy_id}
    row = Policy.objects.filter(**wanted).first()
    if row is None and policy_id is not None:
        raise PolicyNotFound
    return policy_info(row, _rules(row)) if row else _platform_policy()


def entries() -> tuple[EntryInfo, ...]:
    """The terms and allow-phrases that the tenant added, the newest first."""
    return tuple(entry_info(row) for row in OverlayEntry.objects.filter(removed_in=None).order_by("-created_at", "-id"))


def lexicon() -> LexiconInfo:
    """What is in force for the tenant: both lists, counted by risk code."""
    base = BaseList.published.defer("data").order_by("-number").first()
    version, updated_at = Overlay.objects.values_list("version", "updated_at").first() or (0, None)
    terms: Counter[str] = Counter(
        OverlayEntry.objects.filter(removed_in=None, kind="term").values_list("category", flat=True)
    )
    phrases = OverlayEntry.objects.filter(removed_in=None, kind="phrase").count()
    own = {tuple(line.split("\t")[1:]) for line in starter()}
    terms.update(category for kind, category, _, _ in own if kind == "term")
    phrases += sum(kind == "phrase" for kind, *_ in own)
    return LexiconInfo(
        base_version=base.number if base else 0,
        base_updated_at=base.created_at if base else None,
        overlay_version=version,
        overlay_updated_at=updated_at,
        terms=terms + Counter(base.terms if base else {}),
        phrases=phrases + (base.phrases if base else 0),
    )


def _versions(held: PolicyInfo, side: Side) -> Versions:
    overlay_id, overlay = Overlay.objects.values_list("id", "version").first() or (None, 0)
    base_id, base = BaseList.published.order_by("-number").values_list("id", "number").first() or (None, 0)
    return Versions(
        policy_id=held.id,
        policy=held.version,
        overlay_id=overlay_id,
        overlay=overlay,
        base_id=base_id,
        base=base,
        side=side,
    )


def _rules(row: Policy) -> dict[str, object]:
    saved = PolicyVersion.objects.get(policy=row, version=row.version)
    return dict(saved.rules)


def _platform_policy() -> PolicyInfo:
    return PolicyInfo(
        id=None, name=defaults.NAME, version=defaults.VERSION, is_default=True, rules=defaults.RULES, created_at=None
    )
