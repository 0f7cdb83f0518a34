"""Take down what people say about answers: one rating for each turn and subject, which may change."""

from uuid import UUID

from audit.services import record
from chat.errors import TurnNotFound
from chat.selectors import turn_record
from chat.turn import Outcome
from chat.types import TurnRecord
from desk import events
from desk.errors import NotRateable, RatingInvalid
from desk.models import Rating
from desk.selectors.ratings import as_info
from desk.types import REASONS, VERDICTS, RatingInfo, Reason, Verdict
from kit import clock
from kit.outbox import enqueue
from kit.roles import atomic
from moderation.selectors import screen_for
from tenants.services import require
from tenants.types import Principal, Subject

LONGEST = 2000
SETTLE = "desk.settle"
UNRATEABLE = frozenset({Outcome.ABORTED, Outcome.HELD, None})


@atomic()
def rate(
    *, turn_id: UUID, subject: Subject, by: Principal, verdict: Verdict, reason: Reason = "", comment: str = ""
) -> RatingInfo:
    """Rate an answer that this subject got. Raises TurnNotFound (also for another's), NotRateable, RatingInvalid."""
    turn = _rateable(turn_id)
    _own(turn, subject, by)
    return _save(turn, subject.ref, by, verdict, reason, comment=comment)


@atomic()
def rate_anothers(
    *, turn_id: UUID, by: Principal, verdict: Verdict, reason: Reason = "", comment: str = "", correction: str = ""
) -> RatingInfo:
    """Rate, or correct, an answer that somebody else got. What an operator finds bad goes to the editors at once.

    Raises MayNot, TurnNotFound, NotRateable, RatingInvalid.
    """
    require(by, "conversations.read")
    turn = _rateable(turn_id)
    return _save(turn, by.actor, by, verdict, reason, comment=comment, correction=correction, operator=True)


@atomic()
def take_back(*, turn_id: UUID, subject: Subject, by: Principal) -> None:
    """Withdraw one's own rating, if there is one. Raises TurnNotFound."""
    _own(turn_record(turn_id), subject, by)
    gone, _ = Rating.objects.filter(turn_id=turn_id, subject=subject.ref).delete()
    if gone:
        record(events.RATING_WITHDRAWN, actor=by.actor, subject=subject.ref, turn_id=turn_id, data={"operator": False})
        enqueue(kind=SETTLE, payload={"turn": str(turn_id)})


def _own(turn: TurnRecord, subject: Subject, by: Principal) -> None:
    """Another's turn does not exist; nor, for an API key, one that another key asked. Raises TurnNotFound."""
    others = by.kind == "key" and turn.actor != by.actor and not by.may("conversations.read")
    if turn.subject != subject.ref or others:
        raise TurnNotFound


def _rateable(turn_id: UUID) -> TurnRecord:
    turn = turn_record(turn_id)
    if turn.outcome in UNRATEABLE or turn.erased:
        raise NotRateable
    return turn


def _save(
    turn: TurnRecord,
    reference: str,
    by: Principal,
    verdict: Verdict,
    reason: Reason,
    *,
    comment: str,
    correction: str = "",
    operator: bool = False,
) -> RatingInfo:
    if verdict not in VERDICTS:
        raise RatingInvalid(field="verdict")
    if reason and (verdict == "good" or reason not in REASONS):
        raise RatingInvalid(field="reason")
    kept = {
        "by_operator": operator,
        "verdict": verdict,
        "reason": reason,
        "comment": _masked(comment, "comment"),
        "correction": _masked(correction, "correction"),
        "updated_at": clock.now(),
    }
    row, _ = Rating.objects.update_or_create(turn_id=turn.id, subject=reference, defaults=kept)
    record(
        events.ANSWER_RATED,
        actor=by.actor,
        subject=turn.subject,
        turn_id=turn.id,
        data={"verdict": verdict, "reason": reason, "operator": operator, "corrected": bool(correction.strip())},
        personal={"comment": kept["comment"], "correction": kept["correction"]},
    )
    enqueue(kind=SETTLE, payload={"turn": str(turn.id)})
    return as_info(row)


def _masked(text: str, name: str) -> str:
    """The text without personal data. What the policy would not let into a chat is not kept here either."""
    text = text.strip()
    if not text:
        return ""
    verdict = screen_for(None, side="input").judge(text)
    if len(text) > LONGEST or "\x00" in text or verdict.flagged:
        raise RatingInvalid(field=name)
    return verdict.masked
