"""Look behind a pseudonym: for a permission, with a reason, on record."""

from uuid import UUID

from audit import events
from audit.adapters.pseudonyms import fits, open_up
from audit.errors import MayNotUnmask, NoSuchEntry, PayloadChanged, PayloadErased, ReasonMissing
from audit.models import Entry, Payload
from audit.services.recording import record
from audit.types import Reader, Unmasked
from kit.crypto import Undecipherable
from kit.roles import atomic

PERMISSION = "audit.unmask"


@atomic()
def unmask(*, entry_id: UUID, reason: str, by: Reader) -> Unmasked:
    """The people and the personal content behind an entry of the tenant in scope.

    Raises MayNotUnmask, ReasonMissing, NoSuchEntry, PayloadErased, PayloadChanged.
    """
    if not by.may(PERMISSION):
        raise MayNotUnmask
    if not reason.strip():
        raise ReasonMissing(field="reason")
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    found = _opened(entry)
    record(events.UNMASKED, actor=by.actor, data={"entry": str(entry_id), "reason": reason.strip()})
    return found


def _opened(entry: Entry) -> Unmasked:
    payload = Payload.objects.filter(entry_id=entry.id).first()
    if payload is None:
        raise PayloadErased
    try:
        body = open_up(payload.body)
    except Undecipherable as error:
        raise PayloadChanged from error
    if body["entry"] != str(entry.id) or not fits(body["personal"], entry.commitments):
        raise PayloadChanged
    personal = {key: held["value"] for key, held in body["personal"].items()}
    return Unmasked(entry_id=entry.id, actor=body["actor"], subject=body["subject"], personal=personal)
