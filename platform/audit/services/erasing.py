"""Erase personal content; the entries that committed to it stay and still verify."""

from typing import Any

from django.db.models import Q

from audit import events
from audit.adapters.pseudonyms import pseudonym
from audit.models import Payload
from audit.services.recording import record
from kit import ledger
from kit.roles import atomic
from kit.scoping import current_tenant_id

LEDGER_KIND = "audit.payloads"


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


def _erase(name: str) -> int:
    gone, _by_table = Payload.objects.filter(Q(subject=name) | Q(actor=name)).delete()
    return int(gone)
