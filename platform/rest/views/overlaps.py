"""Documents that repeat or contradict each other, and decisions about them."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from knowledge import selectors, services
from knowledge.types import OverlapInfo
from rest.inputs.resources import DecisionInput
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, part, scoped
from rest.views.documents import last_seen

DECIDE: dict[str, Callable[..., OverlapInfo]] = {
    "keep": services.keep_both,
    "supersede": services.supersede,
    "scope": services.scope_overlap,
}


class Overlaps(Resource):
    scopes: ClassVar = {"GET": "knowledge.read"}

    @extend_schema(
        responses=outputs.listing(outputs.Overlap),
        parameters=[*PAGING, OpenApiParameter("decided", bool, description="Those that were decided instead")],
        summary="List where a base's documents repeat or contradict others",
        operation_id="overlaps_list",
    )
    @scoped
    def get(self, request: KeyRequest, base_id: UUID) -> Response:
        selectors.base(base_id, principal=request.user)
        cursor, limit = part(request)
        found = selectors.overlaps(
            principal=request.user,
            base_id=base_id,
            decided=request.query_params.get("decided") == "true",
            after=last_seen(cursor),
            limit=limit + 1,
        )
        following = str(found[limit - 1].id) if len(found) > limit else ""
        return Response(page(outputs.Overlap(found[:limit], many=True).data, following))


class OverlapDecision(Resource):
    scopes: ClassVar = {"PUT": "knowledge.write", "DELETE": "knowledge.write"}

    @extend_schema(request=DecisionInput, responses=outputs.Overlap, summary="Decide about an overlap")
    @scoped
    def put(self, request: KeyRequest, overlap_id: UUID) -> Response:
        """`keep`: both hold. `supersede`: `outdated` does not, its passage or its document. `scope`: to whom each applies."""
        selectors.overlap(overlap_id, principal=request.user)
        asked = DecisionInput(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        decided = DECIDE[said.pop("decision")](overlap_id=overlap_id, by=request.user, **said)
        return Response(outputs.Overlap(decided).data)

    @extend_schema(responses=outputs.Overlap, summary="Take a decision back with what it changed")
    @scoped
    def delete(self, request: KeyRequest, overlap_id: UUID) -> Response:
        selectors.overlap(overlap_id, principal=request.user)
        return Response(outputs.Overlap(services.reopen_overlap(overlap_id=overlap_id, by=request.user)).data)
