"""Keep what a person says about himself in a conversation, and let him take it back."""

from collections.abc import Mapping
from uuid import UUID

from audit.services import record
from chat import events
from chat.errors import ConversationNotFound
from chat.models import Conversation
from kit.roles import atomic
from tenants.types import Principal, Subject


@atomic()
def note_said(*, conversation_id: UUID, said: Mapping[str, str]) -> None:
    """What he said so far, by attribute; '' where he was asked. Nothing is kept of a conversation that was erased."""
    kept = Conversation.objects.filter(id=conversation_id).exclude(subject="").exclude(said=dict(said))
    kept.update(said=dict(said))


@atomic()
def forget_said(*, conversation_id: UUID, attribute: str, subject: Subject, by: Principal) -> None:
    """He takes it back: it may be asked for again. Raises ConversationNotFound, also for another's conversation."""
    row = Conversation.objects.select_for_update().filter(id=conversation_id, subject=subject.ref).first()
    if row is None:
        raise ConversationNotFound
    if attribute not in row.said:
        return
    row.said = {name: value for name, value in row.said.items() if name != attribute}
    row.save(update_fields=["said"])
    data = {"conversation": str(row.id), "attribute": attribute}
    record(events.SAID_FORGOTTEN, actor=by.actor, subject=subject.ref, data=data)
