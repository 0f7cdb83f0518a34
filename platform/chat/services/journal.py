"""Keep the record of running turns up to date: released text, leases, and what must stop them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chat.models import Bot, JournalPiece, TurnRow
from chat.services.turns import LEASE
from chat.stored import citations_to_json
from chat.turn import Citation, Stop
from consent.selectors import withdrawn
from kit import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """One running turn at one beat: the text that it released since the last one, in `count` pieces, and whether its lease
    is to be renewed."""

    turn_id: UUID
    lease: UUID
    bot_id: UUID
    subject: str
    renew: bool
    seq: int
    text: str
    citations: tuple[Citation, ...]
    count: int


def beat(*, pulses: Sequence[Pulse]) -> dict[UUID, Stop]:
    """Journal, renew and look for reasons to stop, for all running turns of a tenant in one transaction.

    Gives the turns that must stop. Nothing is journaled for a turn whose lease is lost.
    """
    stops = _lost(pulses)
    owned = [pulse for pulse in pulses if pulse.turn_id not in stops]
    pieces = [
        JournalPiece(turn_id=each.turn_id, seq=each.seq, text=each.text, citations=citations_to_json(each.citations))
        for each in owned
        if each.text
    ]
    # A beat whose commit was lost on the way comes again with the same text, and perhaps more: `joined` heeds overlaps.
    JournalPiece.objects.bulk_create(pieces, ignore_conflicts=True)
    renewed = [each.turn_id for each in owned if each.renew]
    if renewed:
        TurnRow.objects.filter(id__in=renewed).update(lease_until=clock.now() + LEASE)
    return stops | _switched_off(owned) | _withdrawn(owned)


def _lost(pulses: Iterable[Pulse]) -> dict[UUID, Stop]:
    """Turns that somebody else has closed. Those that write are locked, so that none is closed between look and write."""
    writing = [each.turn_id for each in pulses if each.text or each.renew]
    reading = [each.turn_id for each in pulses if not (each.text or each.renew)]
    open_rows = TurnRow.objects.filter(closed_at=None)
    held = dict(open_rows.filter(id__in=writing).select_for_update().order_by("id").values_list("id", "lease"))
    held |= dict(open_rows.filter(id__in=reading).values_list("id", "lease"))
    return {each.turn_id: Stop.LEASE_LOST for each in pulses if held.get(each.turn_id) != each.lease}


def _switched_off(pulses: Iterable[Pulse]) -> dict[UUID, Stop]:
    paused = set(Bot.objects.filter(id__in={each.bot_id for each in pulses}, paused=True).values_list("id", flat=True))
    return {each.turn_id: Stop.SWITCHED_OFF for each in pulses if each.bot_id in paused}


def _withdrawn(pulses: Iterable[Pulse]) -> dict[UUID, Stop]:
    gone = withdrawn({each.subject for each in pulses}, "service")
    return {each.turn_id: Stop.WITHDRAWN for each in pulses if each.subject in gone}
