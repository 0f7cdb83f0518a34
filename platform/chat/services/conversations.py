"""Take conversations and their texts away; what remains tells that there was a turn, not what was said."""

from uuid import UUID

from audit.services import record
from chat import events
from chat.errors import ConversationNotFound
from chat.models import Conversation, JournalPiece, TurnRow, TurnText
from kit.roles import atomic
from tenants.types import Principal, Subject


@atomic()
def delete_conversation(*, conversation_id: UUID, subject: Subject | None, by: Principal) -> None:
    """Erase the texts of a conversation and take it off its list. With `subject`, only its own. Raises
    ConversationNotFound."""
    found = Conversation.objects.filter(id=conversation_id)
    row = (found.filter(subject=subject.ref) if subject else found).select_for_update().first()
    if row is None:
        raise ConversationNotFound
    turns = TurnRow.objects.filter(conversation=row)
    erased = _erase(list(turns.values_list("id", flat=True)))
    Conversation.objects.filter(id=row.id).update(title="", subject="")
    record(
        events.CONVERSATION_DELETED,
        actor=by.actor,
        subject=row.subject,
        data={"conversation": str(row.id), "turns": erased},
    )


@atomic()
def erase_subject(*, subject: Subject, by: Principal) -> int:
    """Erase every text of a person's turns. Gives how many turns. The audit's own payloads are the audit's to erase."""
    turns = list(TurnRow.objects.filter(subject=subject.ref).values_list("id", flat=True))
    erased = _erase(turns)
    Conversation.objects.filter(subject=subject.ref).update(title="", subject="")
    record(events.SUBJECT_ERASED, actor=by.actor, subject=subject.ref, data={"turns": erased})
    return erased


def _erase(turn_ids: list[UUID]) -> int:
    JournalPiece.objects.filter(turn_id__in=turn_ids).delete()
    TurnText.objects.filter(turn_id__in=turn_ids).delete()
    return len(turn_ids)
