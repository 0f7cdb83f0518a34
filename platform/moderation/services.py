"""Edit the overlay lexicon and the policies of the tenant in scope, and replace the platform's imported list."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from audit.services import record
from kit import clock
from kit.ids import PLATFORM_TENANT
from kit.outbox import enqueue
from kit.roles import atomic
from kit.scoping import current_tenant_id
from moderation import events
from moderation.errors import EntryExists, EntryNotFound, PolicyInvalid, PolicyNotFound, PolicyTaken, TermInvalid
from moderation.lexicons import Entry, LineInvalid, build, digest, pack, parse_all
from moderation.models import BaseList, Overlay, OverlayEntry, Policy, PolicyVersion
from moderation.policies import RulesInvalid, compile_rules
from moderation.stored import entry_info, policy_info
from moderation.types import EntryInfo, EntryKind, ImportReport, PolicyInfo
from tenants.services import require
from tenants.types import Principal

LONGEST_NAME = 120


@atomic()
def add_entry(*, kind: EntryKind, text: str, category: str = "", confidence: float = 1.0, by: Principal) -> EntryInfo:
    """Add a term, or an allow-phrase, which has no category. Raises TermInvalid, EntryExists, MayNot."""
    require(by, "moderation.write")
    entry = _entry(kind, text.strip(), category, confidence)
    built = list(build([entry]))
    version = _next_overlay()
    name = digest(entry.text)
    try:
        with atomic():
            row = OverlayEntry.objects.create(
                kind=entry.kind,
                text=entry.text,
                digest=name,
                category=entry.category,
                confidence=entry.confidence,
                built=built,
                added_in=version,
            )
    except IntegrityError as error:
        raise EntryExists(field="text") from error
    data = {
        "kind": kind,
        "category": entry.category,
        "digest": name,
        "confidence": entry.confidence,
        "version": version,
    }
    record(events.ENTRY_ADDED, actor=by.actor, data=data, personal={"text": entry.text})
    _tell()
    return entry_info(row)


def _entry(kind: EntryKind, text: str, category: str, confidence: float) -> Entry:
    try:
        return Entry(kind=kind, text=text, category=category if kind == "term" else "", confidence=confidence)
    except LineInvalid as error:
        raise TermInvalid(field=str(error)) from error


@atomic()
def remove_entry(*, entry_id: UUID, by: Principal) -> None:
    """Take an entry of the tenant's own out of force; it stays in the versions that had it. Raises EntryNotFound, MayNot."""
    require(by, "moderation.write")
    version = _next_overlay()
    row = OverlayEntry.objects.filter(id=entry_id, removed_in=None).first()
    if row is None:
        raise EntryNotFound
    row.removed_in = version
    row.save(update_fields=["removed_in"])
    data = {"kind": row.kind, "category": row.category, "digest": row.digest, "version": version}
    record(events.ENTRY_REMOVED, actor=by.actor, data=data, personal={"text": row.text})
    _tell()


def _tell() -> None:
    """Whoever keeps verdicts of this tenant handles this work. A new list of the platform is found by the clerk."""
    enqueue(kind="moderation.changed", payload={})


def _next_overlay() -> int:
    """The next version of the tenant's overlay; its row is locked until the transaction ends."""
    overlay, _ = Overlay.objects.get_or_create()
    Overlay.objects.filter(id=overlay.id).update(version=F("version") + 1, updated_at=clock.now())
    overlay.refresh_from_db()
    return int(overlay.version)


@atomic()
def save_policy(
    *, policy_id: UUID | None, name: str, rules: dict[str, Any], default: bool = False, by: Principal
) -> PolicyInfo:
    """Save the next version of a policy, or the first of a new one; `default` makes it that of bots without one.

    Raises PolicyInvalid, PolicyNotFound, PolicyTaken, MayNot.
    """
    require(by, "moderation.write")
    _check(name, rules)
    if default:
        Policy.objects.filter(is_default=True).exclude(id=policy_id).update(is_default=False)
    row = _policy_row(policy_id, name.strip(), default)
    PolicyVersion.objects.create(policy=row, version=row.version, rules=rules, saved_by=by.actor)
    data = {"policy": str(row.id), "name": row.name, "version": row.version, "default": row.is_default, "rules": rules}
    record(events.POLICY_SAVED, actor=by.actor, data=data)
    if row.is_default:
        _tell()
    return policy_info(row, rules)


def _check(name: str, rules: dict[str, Any]) -> None:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise PolicyInvalid(field="name")
    try:
        compile_rules(rules)
    except RulesInvalid as error:
        raise PolicyInvalid(field=str(error)) from error


def _policy_row(policy_id: UUID | None, name: str, default: bool) -> Policy:
    try:
        with atomic():
            if policy_id is None:
                return Policy.objects.create(name=name, is_default=default)
            row = Policy.objects.select_for_update().filter(id=policy_id).first()
            if row is None:
                raise PolicyNotFound
            row.name, row.version, row.is_default = name, row.version + 1, default or row.is_default
            row.save(update_fields=["name", "version", "is_default"])
            return row
    except IntegrityError as error:
        raise PolicyTaken(field="name") from error


@atomic()
def import_base(*, lines: Iterable[str], category: str = "", note: str = "", by: Principal) -> ImportReport:
    """Replace the platform's imported list by these lines (`lexicons.parse` says how they look).

    `category` is for lines without a risk code. Inside the platform's scope only. Lines that are no entry are reported
    and left out. Raises TermInvalid where none is left, MayNot.
    """
    require(by, "platform.lexicon")
    if current_tenant_id() != PLATFORM_TENANT:
        raise EntryNotFound
    entries, refused = parse_all(lines, category=category)
    if not entries:
        raise TermInvalid(field="text")
    built = list(build(entries))
    terms = Counter(entry.category for entry in entries if entry.kind == "term")
    held = BaseList.objects.order_by("-number").values_list("number", flat=True).first()
    row = BaseList.objects.create(
        number=(held or 0) + 1,
        digest=hashlib.sha256("\n".join(built).encode()).hexdigest(),
        note=note,
        terms=dict(terms),
        phrases=len(entries) - terms.total(),
        data=pack(built),
    )
    report = ImportReport(version=row.number, terms=terms.total(), phrases=row.phrases, refused=tuple(refused))
    data = {"version": row.number, "digest": row.digest, "terms": report.terms, "phrases": report.phrases}
    record(events.BASE_IMPORTED, actor=by.actor, data=data | {"refused": len(refused), "note": note})
    return report
