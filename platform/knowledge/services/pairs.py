"""Make, change, approve, roll back and delete question-and-answer pairs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.services import record
from audit.types import Event
from kit import clock, ledger
from kit.errors import Invalid
from kit.roles import atomic
from knowledge import events
from knowledge.adapters.language import language_of
from knowledge.audiences import audience_of
from knowledge.errors import BaseNotFound, PairAsked, PairChanged, PairNotFound
from knowledge.models import PAIR, Base, Document, Pair, PairPhrasing, Passage
from knowledge.pairing.content import Content, content_of, folded
from knowledge.pairing.rows import Draft, activate, name_of, write_versions
from knowledge.selectors.pair_imports import newest
from knowledge.selectors.pairs import infos, source_to_json
from knowledge.services.documents import LEDGER_KIND, remove_document
from knowledge.services.reach import tags_of
from knowledge.types import PairInfo, PairSource, PairState
from tenants.services import require
from tenants.types import Principal

Window = tuple[datetime | None, datetime | None]


@atomic()
def create_pair(
    *,
    base_id: UUID,
    questions: Sequence[str],
    answer: str,
    by: Principal,
    audience: Mapping[str, Iterable[str]] | None = None,
    source: PairSource | None = None,
    state: PairState = "draft",
    tags: Iterable[str] = (),
    validity: Window = (None, None),
    drafted_by: str = "",
) -> PairInfo:
    """A new pair; the first question names it. An approved one can be found as soon as it is indexed, a draft never.
    What was drafted from a document is for nobody else than the document.

    Raises BaseNotFound, Invalid (questions, answer, audience, tags, valid_until), PairAsked where the base answers one
    of the questions already, MayNot.
    """
    require(by, "knowledge.write")
    lock_base(base_id)
    content = content_of(questions, answer)
    _check_free(base_id, content, besides=None)
    check_window(validity)
    document = Document.objects.create(
        base_id=base_id,
        kind=PAIR,
        language=language_of((*content.questions, content.answer)),
        name=name_of(content),
        added_by=by.actor,
        versions_made=1,
        audience=audience_of(audience or {}),
        groups=_groups_of(source),
        tags=tags_of(tags),
    )
    (version,) = write_versions([Draft(document, content, *validity)], base_id=base_id)
    row = Pair.objects.create(
        document=document,
        version=version,
        owner=by.actor,
        drafted_by=drafted_by,
        sources=[source_to_json(source)] if source else [],
        **approval(state, by),
    )
    data = {"state": state, "drafted_by": drafted_by, "sha256": content.sha256}
    _put_on_record(events.PAIR_CREATED, row, by, **data)
    return infos(Pair.objects.filter(id=row.id))[0]


@atomic()
def save_pair(
    *,
    pair_id: UUID,
    questions: Sequence[str],
    answer: str,
    by: Principal,
    audience: Mapping[str, Iterable[str]] | None = None,
    tags: Iterable[str] | None = None,
    validity: Window | None = None,
    seen: int | None = None,
) -> PairInfo:
    """Save the next version; the one before answers until it is indexed. What is None stays as it is.

    `seen` is the number of the version that the caller changed. Raises PairNotFound, PairChanged where there is a newer
    one, Invalid, PairAsked, MayNot.
    """
    require(by, "knowledge.write")
    row = _locked(pair_id)
    if seen is not None and seen != row.version.number:
        raise PairChanged
    before = infos(Pair.objects.filter(id=pair_id))[0]
    content = content_of(questions, answer)
    _check_free(row.document.base_id, content, besides=row)
    window = (before.valid_from, before.valid_until) if validity is None else validity
    check_window(window)
    given = {
        "questions": content.questions != before.questions,
        "answer": content.answer != before.answer,
        "validity": window != (before.valid_from, before.valid_until),
        "audience": _set(row.document, "audience", None if audience is None else audience_of(audience)),
        "tags": _set(row.document, "tags", None if tags is None else tags_of(tags)),
    }
    if given["questions"] or given["answer"] or given["validity"] or row.version.state == "failed":
        next_version(row, content, window, by)
    if any(given.values()):
        changed = ", ".join(name for name, differs in given.items() if differs)
        _put_on_record(events.PAIR_SAVED, row, by, number=row.version.number, fields=changed, sha256=content.sha256)
    return infos(Pair.objects.filter(id=row.id))[0]


def next_version(row: Pair, content: Content, window: Window, by: Principal) -> None:
    """Write the next version of a pair that the caller holds. Who saves an approved pair approves what he saves."""
    document = row.document
    document.versions_made += 1
    document.name = name_of(content)
    document.save(update_fields=["versions_made", "name", "audience", "tags"])
    (row.version,) = write_versions([Draft(document, content, *window)], base_id=document.base_id)
    if row.state == "approved":
        row.approved_by, row.approved_at = by.actor, clock.now()
    row.save()


@atomic()
def approve_pair(*, pair_id: UUID, by: Principal, seen: int | None = None) -> PairInfo:
    """Let a draft answer. Raises PairNotFound, PairChanged where `seen` is not its newest version, MayNot."""
    require(by, "knowledge.write")
    row = _locked(pair_id)
    if seen is not None and seen != row.version.number:
        raise PairChanged
    if row.state != "approved":
        for name, value in approval("approved", by).items():
            setattr(row, name, value)
        row.save()
        activate([row.version_id])
        _put_on_record(events.PAIR_APPROVED, row, by, number=row.version.number)
    return infos(Pair.objects.filter(id=row.id))[0]


@atomic()
def roll_back_pair(*, pair_id: UUID, number: int, by: Principal) -> PairInfo:
    """Save what version `number` said as the newest version. Raises PairNotFound, Invalid, PairAsked, MayNot."""
    require(by, "knowledge.write")
    passage = Passage.objects.filter(version__document__pairs=pair_id, version__number=number).first()
    if passage is None:
        raise PairNotFound
    questions = list(passage.phrasings.order_by("ordinal").values_list("text", flat=True))
    return save_pair(pair_id=pair_id, questions=questions, answer=passage.text, by=by)


@atomic()
def delete_pair(*, pair_id: UUID, by: Principal) -> None:
    """Delete a pair with all its versions: the next question no longer finds it. Raises PairNotFound, MayNot."""
    require(by, "knowledge.write")
    row = _locked(pair_id)
    ledger.note(kind=LEDGER_KIND, data={"document": str(row.document_id)})
    state, versions = row.state, row.document.versions_made
    data = {"base": str(row.document.base_id), "pair": str(row.id), "state": state, "versions": versions}
    remove_document(row.document)
    record(events.PAIR_DELETED, actor=by.actor, data=data)


@atomic()
def set_direct_threshold(*, base_id: UUID, threshold: float, by: Principal) -> None:
    """From which likeness on a base's pairs answer as they stand, 0–1; above 1 never. Raises BaseNotFound, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = lock_base(base_id)
    if not 0.5 <= threshold <= 1.01:
        raise Invalid(field="threshold")
    row.direct_threshold = threshold
    row.save(update_fields=["direct_threshold"])
    data = {"base": str(row.id), "name": row.name, "threshold": threshold}
    record(events.DIRECT_SET, actor=by.actor, data=data)


def approval(state: PairState, by: Principal) -> dict[str, Any]:
    """The fields that say whether a pair may answer, and who said so."""
    if state == "approved":
        return {"state": state, "approved_by": by.actor, "approved_at": clock.now()}
    return {"state": state}


def lock_base(base_id: UUID) -> Base:
    """Hold the base: whatever else writes pairs into it waits. Raises BaseNotFound."""
    row: Base | None = Base.objects.select_for_update().filter(id=base_id).first()
    if row is None:
        raise BaseNotFound
    return row


def _groups_of(source: PairSource | None) -> list[UUID]:
    """Who may read what the pair was made from; empty: everybody who reads the base."""
    held = Document.objects.filter(id=source.document_id).values_list("groups", flat=True).first() if source else None
    return list(held or ())


def check_window(window: Window) -> None:
    first, end = window
    if first and end and first >= end:
        raise Invalid(field="valid_until")


def _check_free(base_id: UUID, content: Content, *, besides: Pair | None) -> None:
    """One question has one answer in a base."""
    taken = PairPhrasing.objects.filter(
        base_id=base_id, folded__in=[folded(each) for each in content.questions], passage__version__in=newest(base_id)
    )
    if besides is not None:
        taken = taken.exclude(passage__version__document_id=besides.document_id)
    if found := taken.first():
        raise PairAsked(field="questions", question=found.text)


def _set(document: Document, name: str, value: Any) -> bool:
    if value is None or value == getattr(document, name):
        return False
    setattr(document, name, value)
    document.save(update_fields=[name])
    return True


def _locked(pair_id: UUID) -> Pair:
    """The pair, after its base: everything that writes pairs locks in this order. Raises PairNotFound."""
    base_id = Pair.objects.filter(id=pair_id).values_list("document__base_id", flat=True).first()
    if base_id is not None:
        lock_base(base_id)
    rows = Pair.objects.select_for_update(of=("self",)).select_related("document", "version")
    row: Pair | None = rows.filter(id=pair_id).first()
    if row is None:
        raise PairNotFound
    return row


def _put_on_record(event: Event, row: Pair, by: Principal, **more: Any) -> None:
    data: dict[str, Any] = {
        "base": str(row.document.base_id),
        "pair": str(row.id),
        "version": str(row.version_id),
    }
    record(event, actor=by.actor, data=data | more)
