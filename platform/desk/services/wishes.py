"""Remember who wants to be told an answer, and what became of it."""

from uuid import UUID

from audit.services import record
from chat.errors import TurnNotFound
from chat.selectors import turn_record
from chat.turn import Outcome
from desk import events
from desk.errors import CannotTell
from desk.models import Miss, Rating, Wish
from desk.services.ratings import SETTLE
from kit import clock
from kit.outbox import enqueue
from kit.roles import atomic
from tenants.types import Principal, Subject


@atomic()
def wish(*, turn_id: UUID, subject: Subject, by: Principal) -> None:
    """Ask to be told the answer once there is one. Raises TurnNotFound (also for another's), CannotTell.

    Only where the answer is missing or was found bad, and only for somebody who can be found again: a member, or a
    visitor whom the site vouches for.
    """
    turn = turn_record(turn_id)
    if turn.subject != subject.ref or turn.erased:
        raise TurnNotFound
    if not reachable(subject) or not _missed(turn_id, turn.outcome, subject):
        raise CannotTell
    _, fresh = Wish.objects.get_or_create(turn_id=turn_id, subject=subject.ref)
    if fresh:
        data = {"channel": subject.channel}
        record(events.WISH_LEFT, actor=by.actor, subject=subject.ref, turn_id=turn_id, data=data)
        enqueue(kind=SETTLE, payload={"turn": str(turn_id)})


@atomic()
def take_wish_back(*, turn_id: UUID, subject: Subject, by: Principal) -> None:
    """No longer wanted. Raises TurnNotFound."""
    if turn_record(turn_id).subject != subject.ref:
        raise TurnNotFound
    row = Wish.objects.filter(turn_id=turn_id, subject=subject.ref, told_at=None).first()
    if row is not None:
        end_wish(row, why="taken_back", actor=by.actor)
        enqueue(kind=SETTLE, payload={"turn": str(turn_id)})


@atomic()
def see(*, subject: Subject, turn_ids: list[UUID]) -> None:
    """The subject has these late answers before his eyes."""
    told = Wish.objects.filter(subject=subject.ref, told_turn_id__in=turn_ids, seen_at=None)
    told.update(seen_at=clock.now())


@atomic()
def note_told(*, wish_id: UUID, told_turn_id: UUID, mailed: bool, actor: str) -> None:
    """The answer lies in the asker's conversation."""
    row = Wish.objects.select_for_update().filter(id=wish_id, told_at=None).first()
    if row is None:
        return
    row.told_turn_id, row.told_at = told_turn_id, clock.now()
    row.save(update_fields=["told_turn_id", "told_at"])
    miss = Miss.objects.filter(turn_id=row.turn_id).first()
    data = {
        "channel": row.subject.partition(":")[0],
        "cluster": str(miss.cluster_id) if miss else "",
        "mailed": mailed,
    }
    record(events.ASKER_TOLD, actor=actor, subject=row.subject, turn_id=row.turn_id, data=data)


@atomic()
def drop_wish(*, wish_id: UUID, why: str, actor: str) -> None:
    """Nobody may be told any more: consent was withdrawn, the conversation erased, the member gone."""
    row = Wish.objects.filter(id=wish_id, told_at=None).first()
    if row is not None:
        end_wish(row, why=why, actor=actor)


def end_wish(row: Wish, *, why: str, actor: str) -> None:
    data = {"channel": row.subject.partition(":")[0], "why": why}
    record(events.WISH_TAKEN_BACK, actor=actor, subject=row.subject, turn_id=row.turn_id, data=data)
    row.delete()


def reachable(subject: Subject) -> bool:
    """Members sign in again; of visitors only those whom their site names, since a nameless one ends with his page."""
    return subject.channel == "console" or (subject.channel == "widget" and ":" in subject.external_id)


def _missed(turn_id: UUID, outcome: Outcome | None, subject: Subject) -> bool:
    if outcome is Outcome.NOT_IN_MATERIAL:
        return True
    return bool(Rating.objects.filter(turn_id=turn_id, subject=subject.ref, verdict="bad").exists())
