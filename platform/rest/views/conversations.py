"""Conversations: one subject's, or for keys with that right the whole tenant's."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from chat import selectors, services
from chat.types import ConversationPage
from rest.auth import require_scope
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource, page, scoped
from tenants.types import Subject

LIMIT = 100

USER = OpenApiParameter("user", str, description="Whose conversations; without it the tenant's (conversations.read)")
CURSOR = OpenApiParameter("cursor", str)


def subject_of(request: KeyRequest) -> Subject | None:
    """The subject that the query names. Without one the caller needs the right to read everybody's."""
    if user := request.query_params.get("user", ""):
        return Subject(tenant_id=request.user.tenant_id, channel="api", external_id=user)
    require_scope(request.auth, "conversations.read")
    return None


class Conversations(Resource):
    scopes: ClassVar = {"GET": "chat.ask"}

    @extend_schema(
        responses=outputs.listing(outputs.Conversation),
        parameters=[USER, CURSOR],
        summary="List conversations",
        operation_id="conversations_list",
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        found = self.found(request, subject_of(request))
        return Response(page(outputs.Conversation(found.items, many=True).data, found.next_cursor))

    def found(self, request: KeyRequest, subject: Subject | None) -> ConversationPage:
        search, cursor = request.query_params.get("search", ""), request.query_params.get("cursor", "")
        if subject:
            return selectors.conversations(subject=subject, search=search, cursor=cursor, limit=LIMIT)
        return selectors.all_conversations(search=search, cursor=cursor, limit=LIMIT)


class OneConversation(Resource):
    scopes: ClassVar = {"GET": "chat.ask", "DELETE": "chat.ask"}

    @extend_schema(responses=outputs.ConversationWithTurns, parameters=[USER], summary="Read a conversation")
    @scoped
    def get(self, request: KeyRequest, conversation_id: UUID) -> Response:
        found = selectors.conversation(conversation_id, subject=subject_of(request))
        return Response(outputs.ConversationWithTurns(found).data)

    @extend_schema(responses={204: None}, parameters=[USER], summary="Erase a conversation's texts")
    @scoped
    def delete(self, request: KeyRequest, conversation_id: UUID) -> Response:
        services.delete_conversation(conversation_id=conversation_id, subject=subject_of(request), by=request.user)
        return Response(status=204)
