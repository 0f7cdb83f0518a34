"""Conversations: of one person as the key that began them saw them, or for keys with that right anybody's, masked."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from chat import selectors, services
from chat.errors import ConversationNotFound
from chat.types import ConversationPage, ConversationView
from rest.auth import require_scope
from rest.inputs.subjects import named_subject
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, part, scoped
from tenants.types import Subject

READS_ALL = "conversations.read"

USER = OpenApiParameter(
    "user",
    str,
    description="Whose conversations: of this person those that the same key began, or with the right "
    "conversations.read all. Without it the whole tenant's, which needs conversations.read",
)
SEARCH = OpenApiParameter("search", str, description="Words of a question or an answer")


def subject_named(request: KeyRequest) -> Subject | None:
    """The subject that the query names. Without one the caller needs the right to read everybody's."""
    if "user" in request.query_params:
        return named_subject(request.user.tenant_id, request.query_params["user"])
    require_scope(request.auth, READS_ALL)
    return None


class Conversations(Resource):
    scopes: ClassVar = {"GET": "chat.ask"}

    @extend_schema(
        responses=outputs.listing(outputs.Conversation),
        parameters=[USER, SEARCH, *PAGING],
        summary="List a user's conversations that this key began, or with conversations.read all",
        operation_id="conversations_list",
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        found = self.found(request, subject_named(request))
        return Response(page(outputs.Conversation(found.items, many=True).data, found.next_cursor))

    def found(self, request: KeyRequest, subject: Subject | None) -> ConversationPage:
        search = request.query_params.get("search", "")
        cursor, limit = part(request)
        if subject is None or request.user.may(READS_ALL):
            return selectors.all_conversations(subject=subject, search=search, cursor=cursor, limit=limit)
        opener = request.user.actor
        return selectors.conversations(subject=subject, opener=opener, search=search, cursor=cursor, limit=limit)


class OneConversation(Resource):
    scopes: ClassVar = {"GET": "chat.ask", "DELETE": "chat.ask"}

    @extend_schema(
        responses=outputs.ConversationWithTurns,
        parameters=[USER],
        summary="Read a conversation: as it was typed for the key that began it, masked with conversations.read",
    )
    @scoped
    def get(self, request: KeyRequest, conversation_id: UUID) -> Response:
        found = self.found(request, conversation_id, subject_named(request))
        return Response(outputs.ConversationWithTurns(found).data)

    def found(self, request: KeyRequest, conversation_id: UUID, subject: Subject | None) -> ConversationView:
        reader = request.user
        try:
            if subject is not None:
                return selectors.conversation(conversation_id, subject=subject, opener=reader.actor)
        except ConversationNotFound:
            if not reader.may(READS_ALL):
                raise
        return selectors.logged_conversation(conversation_id, reader=reader, subject=subject)

    @extend_schema(responses={204: None}, parameters=[USER], summary="Erase a conversation's texts")
    @scoped
    def delete(self, request: KeyRequest, conversation_id: UUID) -> Response:
        services.delete_conversation(conversation_id=conversation_id, subject=subject_named(request), by=request.user)
        return Response(status=204)
