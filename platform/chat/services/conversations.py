"""Take conversations and their texts away; what remains tells that there was a turn, not what was said."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from audit.selectors import pseudonym_of
from audit.services import erase_payloads, erase_turns, record
from chat import events
from chat.errors import ConversationNotFound
from chat.models import Conversation, JournalPiece, RenditionRow, TurnRow, TurnText
from chat.selectors.conversations import opened_by, opener_for
from chat.services.renditions import end_rendition
from kit import ledger
from kit.roles import atomic
from tenants.types import Principal, Subject

LEDGER_CONVERSATION = "chat.conversation"
LEDGER_SUBJECT = "chat.subject"

Follower = Callable[[Sequence[UUID], str], None]
_followers: list[Follower] = []


def follow_erasures(function: Follower) -> Follower:
    """Register what erases with these turns what other apps keep of them, in the same transaction; the second argument
    names the subject where a whole person is erased. It runs again after a restore, so it must bear repetition."""
    _followers.append(function)
    return function


@atomic()
def delete_conversation(*, conversation_id: UUID, subject: Subject | None, by: Principal) -> None:
    """Erase the texts of a conversation, also those in its evidence, and take it off its list. With `subject`, only
    its own; an API key that may not read every conversation erases only what it began. Raises ConversationNotFound."""
    found = opened_by(Conversation.objects.filter(id=conversation_id), opener_for(by))
    row = (found.filter(subject=subject.ref) if subject else found).select_for_update().first()
    if row is None:
        raise ConversationNotFound
    ledger.note(kind=LEDGER_CONVERSATION, data={"conversation": str(row.id)})
    turns = _erase_conversation(row.id)
    erase_turns(turn_ids=turns, actor=by.actor)
    record(
        events.CONVERSATION_DELETED,
        actor=by.actor,
        subject=row.subject,
        data={"conversation": str(row.id), "turns": len(turns)},
    )


@ledger.replays(LEDGER_CONVERSATION)
def delete_conversation_again(data: dict[str, Any]) -> None:
    """Apply it to a database that was restored from before it."""
    _erase_conversation(UUID(data["conversation"]))


@atomic()
def erase_subject(*, subject: Subject, by: Principal) -> int:
    """Erase every text of a person's turns, also in their evidence, and whose they were. Gives how many turns."""
    ledger.note(kind=LEDGER_SUBJECT, data={"subject": pseudonym_of(subject.ref)})
    turns = _erase_subject(subject.ref)
    record(events.SUBJECT_ERASED, actor=by.actor, subject=subject.ref, data={"turns": len(turns)})
    erase_turns(turn_ids=turns, actor=by.actor)
    erase_payloads(subject=subject.ref, actor=by.actor)
    return len(turns)


@ledger.replays(LEDGER_SUBJECT)
def erase_subject_again(data: dict[str, Any]) -> None:
    """The same for a person, whom the ledger names by the audit's pseudonym only."""
    asked = TurnRow.objects.values_list("subject", flat=True).distinct()
    for reference in {*asked, *RenditionRow.objects.values_list("subject", flat=True).distinct()}:
        if reference and pseudonym_of(reference) == data["subject"]:
            _erase_subject(reference)


def _erase_conversation(conversation_id: UUID) -> list[UUID]:
    turns = list(TurnRow.objects.filter(conversation_id=conversation_id).values_list("id", flat=True))
    _erase_texts(turns, "")
    Conversation.objects.filter(id=conversation_id).update(title="", subject="", said={})
    return turns


def _erase_subject(reference: str) -> list[UUID]:
    rows = TurnRow.objects.filter(subject=reference)
    turns = list(rows.values_list("id", flat=True))
    _erase_texts(turns, reference)
    held = RenditionRow.objects.filter(subject=reference)
    for rendition_id in held.filter(state="working").values_list("id", flat=True):
        end_rendition(rendition_id=rendition_id, state="failed", problem="deleted")
    held.delete()
    rows.update(subject="")
    Conversation.objects.filter(subject=reference).update(title="", subject="", said={})
    return turns


def _erase_texts(turn_ids: Sequence[UUID], subject: str) -> None:
    for follow in _followers:
        follow(turn_ids, subject)
    JournalPiece.objects.filter(turn_id__in=turn_ids).delete()
    TurnText.objects.filter(turn_id__in=turn_ids).delete()
