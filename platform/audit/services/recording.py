"""Record an event in the transaction of what happened: either both are there, or neither."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connections

from audit.adapters.pseudonyms import lock_up, pseudonym, seal_personal
from audit.chain import canonical, plain
from audit.errors import AlreadyRecorded, NotKept, UnknownEvent
from audit.types import Event, Phase, registered
from kit import clock
from kit.ids import new_id
from kit.roles import alias
from kit.scoping import current_tenant_id

# Entry and payload in one statement: it stands in the way of every answer, so each round trip counts.
INSERT: Final = """
WITH entry AS (
  INSERT INTO audit_entry (id, tenant_id, created_at, event, retention, actor, subject, turn_id, phase, success,
                           evaluation, data, commitments)
  VALUES (%(id)s, %(tenant_id)s, %(created_at)s, %(event)s, %(retention)s, %(actor)s, %(subject)s, %(turn_id)s,
          %(phase)s, %(success)s, %(evaluation)s, %(data)s, %(commitments)s)
)
INSERT INTO audit_payload (id, tenant_id, created_at, entry_id, actor, subject, body)
VALUES (%(payload_id)s, %(tenant_id)s, %(created_at)s, %(id)s, %(actor)s, %(subject)s, %(body)s)
"""

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
    tenant_id, entry_id = current_tenant_id(), new_id()
    entry = {
        "id": entry_id,
        "tenant_id": tenant_id,
        "created_at": clock.now(),
        "event": event.name,
        "retention": event.retention,
        "actor": pseudonym(tenant_id, actor),
        "subject": pseudonym(tenant_id, subject),
        "turn_id": turn_id,
        "phase": phase,
        "success": success,
        "evaluation": _evaluation.get(),
        "data": canonical(_kept(event, data)).decode(),
        "commitments": canonical(commitments).decode(),
    }
    _insert(entry, lock_up(entry_id, {"actor": actor, "subject": subject, "personal": salted}))
    return entry_id


def _insert(entry: dict[str, Any], body: str) -> None:
    try:
        with connections[alias()].cursor() as cursor:
            cursor.execute(INSERT, {**entry, "payload_id": new_id(), "body": body})
    except IntegrityError as error:
        if "audit_entry_one_per_phase" in str(error):
            raise AlreadyRecorded(turn_id=str(entry["turn_id"]), phase=entry["phase"]) from error
        raise


def _kept(event: Event, data: Mapping[str, Any]) -> dict[str, Any]:
    if extra := sorted(set(data) - event.keeps):
        raise NotKept(field=f"{event.name}: {', '.join(extra)}")
    return _plain(event, data)


def _plain(event: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return plain(values)
    except TypeError as error:
        raise NotKept(field=f"{event.name}: {error}") from error
