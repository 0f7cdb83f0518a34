"""Take what a person said at the desk away with the person's other texts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from audit.selectors import pseudonym_of
from chat.services import follow_erasures
from consent.services import follow_withdrawals
from desk.models import Miss, Rating, Wish
from desk.services.misses import forget
from kit import ledger
from tenants.types import Subject

LEDGER_KIND = "desk.withdrawal"


@follow_erasures
def erase(turn_ids: Sequence[UUID], subject: str) -> None:
    """Ratings, misses and wishes of these turns, and what this subject said about other people's turns."""
    Rating.objects.filter(turn_id__in=turn_ids).delete()
    Wish.objects.filter(turn_id__in=turn_ids).delete()
    forget(turn_ids=turn_ids)
    if subject:
        channel, _, external_id = subject.partition(":")
        spoken = [subject, f"member:{external_id}"] if channel == "console" else [subject]
        Rating.objects.filter(subject__in=spoken).delete()


@follow_withdrawals
def let_go(subject: Subject, purpose: str) -> None:
    """Whoever takes his consent back is told nothing more, and what the material lacks is not learned from him."""
    if purpose == "analytics":
        return
    ledger.note(kind=LEDGER_KIND, data={"subject": pseudonym_of(subject.ref), "purpose": purpose})
    _let_go(subject.ref, purpose)


@ledger.replays(LEDGER_KIND)
def let_go_again(data: dict[str, Any]) -> None:
    """Apply it to a database that was restored from before it; the ledger names the person by a pseudonym only."""
    missed = Miss.objects.values_list("subject", flat=True).distinct()
    for reference in {*missed, *Wish.objects.values_list("subject", flat=True).distinct()}:
        if pseudonym_of(reference) == data["subject"]:
            _let_go(reference, data["purpose"])


def _let_go(reference: str, purpose: str) -> None:
    rows = Miss.objects.filter(subject=reference)
    if purpose == "service":
        Wish.objects.filter(subject=reference, told_at=None).delete()
    else:
        spoken = Rating.objects.filter(subject=reference).values("turn_id")
        wished = Wish.objects.filter(subject=reference).values("turn_id")
        rows = rows.exclude(turn_id__in=spoken).exclude(turn_id__in=wished)
    forget(turn_ids=list(rows.values_list("turn_id", flat=True)))
