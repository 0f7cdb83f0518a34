"""One version of a document: its days, going back to it, and what it changed."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from kit.errors import Invalid
from knowledge import selectors, services
from rest.inputs.resources import ValidityInput
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource, scoped


class OneVersion(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "PATCH": "knowledge.write"}

    @extend_schema(responses=outputs.Version, summary="Read a version")
    @scoped
    def get(self, request: KeyRequest, version_id: UUID) -> Response:
        return Response(outputs.Version(selectors.version(version_id, principal=request.user)).data)

    @extend_schema(request=ValidityInput, responses=outputs.Version, summary="Say when a version is in force")
    @scoped
    def patch(self, request: KeyRequest, version_id: UUID) -> Response:
        """Outside of these moments it is not searched, and no older version comes back. What is not given stays."""
        asked = ValidityInput(data=request.data)
        asked.is_valid(raise_exception=True)
        held = selectors.version(version_id, principal=request.user)
        window = {"valid_from": held.valid_from, "valid_until": held.valid_until} | asked.validated_data
        version = services.set_validity(version_id=version_id, by=request.user, **window)
        return Response(outputs.Version(version).data)


class Restore(Resource):
    scopes: ClassVar = {"POST": "knowledge.write"}

    @extend_schema(request=None, responses=outputs.Version, summary="Put a version in force before all others")
    @scoped
    def post(self, request: KeyRequest, version_id: UUID) -> Response:
        selectors.version(version_id, principal=request.user)
        return Response(outputs.Version(services.roll_back(version_id=version_id, by=request.user)).data)


class Comparison(Resource):
    scopes: ClassVar = {"GET": "knowledge.read"}

    @extend_schema(
        responses=outputs.Differences,
        parameters=[
            OpenApiParameter("before", int, required=True, description="Number of the older version"),
            OpenApiParameter("after", int, required=True, description="Number of the newer version"),
        ],
        summary="Say what a version changed, sentence by sentence",
    )
    @scoped
    def get(self, request: KeyRequest, document_id: UUID) -> Response:
        selectors.document(document_id, principal=request.user)
        before, after = _number(request, "before"), _number(request, "after")
        said = selectors.differences(document_id, before, after, principal=request.user)
        return Response(outputs.Differences(said).data)


def _number(request: KeyRequest, name: str) -> int:
    text = request.query_params.get(name, "")
    if not text.isdigit() or len(text) > 6:
        raise Invalid(field=name)
    return int(text)
