"""Knowledge bases."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from knowledge import selectors, services
from rest.inputs.resources import BaseChange, BaseInput
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, scoped, sliced


class Bases(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "POST": "knowledge.write"}

    @extend_schema(
        responses=outputs.listing(outputs.Base),
        parameters=PAGING,
        summary="List the bases that the key may read",
        operation_id="bases_list",
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        found, following = sliced(request, selectors.bases(request.user), lambda base: base.id)
        return Response(page(outputs.Base(found, many=True).data, following))

    @extend_schema(request=BaseInput, responses={201: outputs.Base}, summary="Make a base")
    @scoped
    def post(self, request: KeyRequest) -> Response:
        asked = BaseInput(data=request.data)
        asked.is_valid(raise_exception=True)
        base = services.create_base(by=request.user, **asked.validated_data)
        return Response(outputs.Base(base).data, status=201)


class OneBase(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "PATCH": "knowledge.write"}

    @extend_schema(responses=outputs.Base, summary="Read a base")
    @scoped
    def get(self, request: KeyRequest, base_id: UUID) -> Response:
        return Response(outputs.Base(selectors.base(base_id, principal=request.user)).data)

    @extend_schema(request=BaseChange, responses=outputs.Base, summary="Change a base")
    @scoped
    def patch(self, request: KeyRequest, base_id: UUID) -> Response:
        asked = BaseChange(data=request.data)
        asked.is_valid(raise_exception=True)
        selectors.base(base_id, principal=request.user)
        base = services.save_base(base_id=base_id, by=request.user, **asked.validated_data)
        return Response(outputs.Base(base).data)
