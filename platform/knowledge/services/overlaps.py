"""Decide what two documents that overlap mean: keep both, let one supersede the other, or say to whom each applies."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

from audit.services import record
from kit import clock
from kit.roles import atomic
from knowledge import events
from knowledge.audiences import audience_of
from knowledge.errors import AlreadyDecided, OverlapNotFound
from knowledge.liveness import lock_bases, move, refresh
from knowledge.models import DocumentVersion, Overlap, Passage
from knowledge.selectors.overlaps import overlap
from knowledge.types import OverlapInfo
from tenants.services import require
from tenants.types import Principal

Which = Literal["first", "second"]
Reach = Literal["passage", "document"]


@atomic()
def keep_both(*, overlap_id: UUID, by: Principal) -> OverlapInfo:
    """Both hold. The same two texts are not asked about again. Raises OverlapNotFound, AlreadyDecided, MayNot."""
    return _decide(_open(overlap_id, by), "kept", {}, "both hold", by)


@atomic()
def supersede(*, overlap_id: UUID, outdated: Which, reach: Reach, by: Principal) -> OverlapInfo:
    """One side no longer holds: its passage is switched off, or its whole version ends now. Raises as `keep_both`."""
    row = _open(overlap_id, by)
    if reach == "document":
        version = getattr(row, outdated).version
        undo = _end(version)
        says = f"version {version.number} of {version.document.name} ends"
    else:
        undo = _switch(_repeated(row, outdated), on=False)
        says = f"passages of {getattr(row, outdated).version.document.name} are switched off"
    return _decide(row, "superseded", undo, says, by)


@atomic()
def scope(
    *,
    overlap_id: UUID,
    by: Principal,
    first: Mapping[str, Iterable[str]] | None = None,
    second: Mapping[str, Iterable[str]] | None = None,
) -> OverlapInfo:
    """Both hold, for different people: say to whom a side's passage applies. Raises as `keep_both`, and Invalid."""
    row = _open(overlap_id, by)
    before: dict[str, Any] = {}
    for passage, audience in ((row.first, first), (row.second, second)):
        if audience is not None:
            before[str(passage.id)] = passage.audience
            Passage.objects.filter(id=passage.id).update(audience=audience_of(audience))
    return _decide(row, "scoped", {"audiences": before}, "each applies to its own people", by)


@atomic()
def reopen(*, overlap_id: UUID, by: Principal) -> OverlapInfo:
    """Take a decision back with what it changed, as far as nobody changed that since. Raises OverlapNotFound, MayNot."""
    row = _held(overlap_id, by)
    if row.state == "open":
        return overlap(row.id, principal=by)
    _take_back(row.undo)
    data = _about(row) | {"decision": row.state}
    Overlap.objects.filter(id=row.id).update(state="open", decided_by="", decided_at=None, undo={})
    record(events.OVERLAP_REOPENED, actor=by.actor, data=data)
    return overlap(row.id, principal=by)


def _held(overlap_id: UUID, by: Principal) -> Overlap:
    require(by, "knowledge.write")
    rows = Overlap.objects.select_for_update(of=("self",)).filter(id=overlap_id)
    row: Overlap | None = rows.select_related("first__version__document", "second__version__document").first()
    if row is None:
        raise OverlapNotFound
    lock_bases([row.first.version.document_id, row.second.version.document_id])
    return row


def _open(overlap_id: UUID, by: Principal) -> Overlap:
    row = _held(overlap_id, by)
    if row.state != "open":
        raise AlreadyDecided
    return row


def _decide(row: Overlap, state: str, undo: dict[str, Any], says: str, by: Principal) -> OverlapInfo:
    decided = {"state": state, "decided_by": by.actor, "decided_at": clock.now(), "undo": undo}
    Overlap.objects.filter(id=row.id).update(**decided)
    record(events.OVERLAP_DECIDED, actor=by.actor, data=_about(row) | {"decision": state, "changed": says})
    return overlap(row.id, principal=by)


def _about(row: Overlap) -> dict[str, str]:
    names = {name: getattr(row, name).version.document.name for name in ("first", "second")}
    return {"overlap": str(row.id), "kind": row.kind} | names


def _repeated(row: Overlap, outdated: Which) -> list[UUID]:
    """The passages of the outdated side."""
    chosen = getattr(row, outdated)
    both = {UUID(each) for pair in row.repeated for each in pair} | {chosen.id}
    return list(Passage.objects.filter(id__in=both, version_id=chosen.version_id).values_list("id", flat=True))


def _switch(passage_ids: list[UUID], *, on: bool) -> dict[str, Any]:
    """Switch passages that are not so yet, and say which; the caller holds their bases."""
    rows = list(Passage.objects.select_related("version").filter(id__in=passage_ids, switched_on=not on))
    Passage.objects.filter(id__in=[row.id for row in rows]).update(switched_on=on)
    shown = [row for row in rows if row.version.live]
    move(sorted({row.version_id for row in shown}), live=on, passage_ids=[row.id for row in shown])
    return {"switched": [str(row.id) for row in rows]}


def _end(version: DocumentVersion) -> dict[str, Any]:
    """Let a version end now. One that has not begun yet never does."""
    moment = clock.now()
    before = {"version": str(version.id), "until": version.valid_until and version.valid_until.isoformat()}
    changed: dict[str, Any] = {"valid_until": moment}
    if version.valid_from is not None and version.valid_from >= moment:
        before["from"] = version.valid_from.isoformat()
        changed["valid_from"] = None
    DocumentVersion.objects.filter(id=version.id).update(**changed)
    refresh([version.document_id])
    return before | {"set": moment.isoformat()}


def _take_back(undo: Mapping[str, Any]) -> None:
    if "switched" in undo:
        _switch([UUID(each) for each in undo["switched"]], on=True)
    for passage_id, audience in undo.get("audiences", {}).items():
        Passage.objects.filter(id=passage_id).update(audience=audience)
    if "version" in undo:
        rows = DocumentVersion.objects.filter(id=undo["version"], valid_until=undo["set"])
        more = {"valid_from": undo["from"]} if "from" in undo else {}
        documents = list(rows.values_list("document_id", flat=True))
        rows.update(valid_until=undo["until"], **more)
        refresh(documents)
