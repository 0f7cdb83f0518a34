"""Record an event in the transaction of what happened: either both are there, or neither."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from audit.adapters.pseudonyms import lock_up, pseudonym, seal_personal
from audit.chain import plain
from audit.errors import AlreadyRecorded, NotKept, UnknownEvent
from audit.models import Entry, Payload
from audit.types import Event, Phase, registered
from kit.scoping import current_tenant_id

_evaluation: ContextVar[bool] = ContextVar("evaluation_evidence", default=False)


@contextmanager
def evaluation_evidence() -> Iterator[None]:
    """Mark everything recorded inside as evidence of an evaluation, not of service to a person."""
    token = _evaluation.set(True)
    try:
        yield
    finally:
        _evaluation.reset(token)


def record(
    event: Event,
    *,
    actor: str,
    data: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
    subject: str = "",
    turn_id: UUID | None = None,
    phase: Phase = "",
    success: bool = True,
) -> UUID:
    """Write one entry, and its payload, for the tenant in scope; answers the entry's id.

    `actor` and `subject` are references such as `member:<uuid>`: the entry keeps their pseudonyms. `data` may hold keys
    of `event.keeps` only, and nothing personal; `personal` goes to the erasable payload, the entry keeps commitments.
    Raises UnknownEvent, NotKept, AlreadyRecorded.
    """
    if registered(event.name) is not event:
        raise UnknownEvent(field=event.name)
    salted, commitments = seal_personal(_plain(event, personal or {}))
    tenant_id = current_tenant_id()
    entry = Entry(
        event=event.name,
        retention=event.retention,
        actor=pseudonym(tenant_id, actor),
        subject=pseudonym(tenant_id, subject),
        turn_id=turn_id,
        phase=phase,
        success=success,
        evaluation=_evaluation.get(),
        data=_kept(event, data),
        commitments=commitments,
    )
    _insert(entry, lock_up(entry.id, {"actor": actor, "subject": subject, "personal": salted}))
    return entry.id


def _insert(entry: Entry, body: str) -> None:
    try:
        entry.save(force_insert=True)
    except IntegrityError as error:
        if "audit_entry_one_per_phase" in str(error):
            raise AlreadyRecorded(turn_id=str(entry.turn_id), phase=entry.phase) from error
        raise
    Payload(entry=entry, actor=entry.actor, subject=entry.subject, body=body).save(force_insert=True)


def _kept(event: Event, data: Mapping[str, Any]) -> dict[str, Any]:
    if extra := sorted(set(data) - event.keeps):
        raise NotKept(field=f"{event.name}: {', '.join(extra)}")
    return _plain(event, data)


def _plain(event: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return plain(values)
    except TypeError as error:
        raise NotKept(field=f"{event.name}: {error}") from error
