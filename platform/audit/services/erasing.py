"""Erase personal content; the entries that committed to it stay and still verify."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from audit import events
from audit.adapters.pseudonyms import pseudonym
from audit.models import Entry, Payload
from audit.services.recording import record
from kit import ledger
from kit.roles import atomic
from kit.scoping import current_tenant_id

LEDGER_KIND = "audit.payloads"
LEDGER_TURNS = "audit.turns"


@atomic()
def erase_payloads(*, subject: str, actor: str) -> int:
    """Erase every payload that is about `subject` or holds what it did, in the tenant in scope; answers how many."""
    name = pseudonym(current_tenant_id(), subject)
    ledger.note(kind=LEDGER_KIND, data={"pseudonym": name})
    count = _erase(name)
    record(events.PAYLOADS_ERASED, actor=actor, data={"count": count})
    return count


@ledger.replays(LEDGER_KIND)
def erase_again(data: dict[str, Any]) -> None:
    """Apply an erasure to a database that was restored from before it."""
    _erase(data["pseudonym"])


@atomic()
def erase_turns(*, turn_ids: Iterable[UUID], actor: str) -> int:
    """Erase every payload of these turns, in the tenant in scope; answers how many."""
    turns = [str(each) for each in turn_ids]
    ledger.note(kind=LEDGER_TURNS, data={"turns": turns})
    count = _erase_turns(turns)
    record(events.PAYLOADS_ERASED, actor=actor, data={"count": count})
    return count


@ledger.replays(LEDGER_TURNS)
def erase_turns_again(data: dict[str, Any]) -> None:
    """The same for the turns that an erasure named."""
    _erase_turns(data["turns"])


def _erase_turns(turns: list[str]) -> int:
    entries = Entry.objects.filter(turn_id__in=turns).values("id")
    gone, _by_table = Payload.objects.filter(entry_id__in=entries).delete()
    return int(gone)


def _erase(name: str) -> int:
    gone, _by_table = Payload.objects.filter(Q(subject=name) | Q(actor=name)).delete()
    return int(gone)
