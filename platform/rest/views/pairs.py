"""Question-and-answer pairs: one by one, and as sheets."""

from typing import ClassVar, Literal, cast
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from kit.errors import Invalid
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import PairState
from rest.inputs.pairs import ApproveInput, PairInput, SheetInput, TakeInInput
from rest.outputs import pairs as outputs
from rest.outputs.resources import listing
from rest.views.base import PAGING, KeyRequest, Resource, page, part, scoped
from rest.views.documents import last_seen

KEEPER = "knowledge.write"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FINDING = [
    OpenApiParameter("q", str, description="Words of a question or an answer"),
    OpenApiParameter("state", str, enum=["draft", "approved"]),
]


class Pairs(Resource):
    scopes: ClassVar = {"GET": KEEPER, "POST": KEEPER}

    @extend_schema(
        responses=listing(outputs.Pair),
        parameters=[*PAGING, *FINDING],
        summary="List the question-and-answer pairs of a base",
        operation_id="pairs_list",
    )
    @scoped
    def get(self, request: KeyRequest, base_id: UUID) -> Response:
        selectors.base(base_id, principal=request.user)
        cursor, limit = part(request)
        state = request.query_params.get("state", "")
        if state not in ("", "draft", "approved"):
            raise Invalid(field="state")
        found = selectors.pairs(
            base_id,
            principal=request.user,
            search=request.query_params.get("q", ""),
            state=cast("PairState | None", state or None),
            after=last_seen(cursor),
            limit=limit + 1,
        )
        following = str(found[limit - 1].id) if len(found) > limit else ""
        return Response(page(outputs.Pair(found[:limit], many=True).data, following))

    @extend_schema(request=PairInput, responses={201: outputs.Pair}, summary="Make a pair")
    @scoped
    def post(self, request: KeyRequest, base_id: UUID) -> Response:
        """It is a draft unless `state` says that it is approved. Indexing goes on after the answer."""
        selectors.base(base_id, principal=request.user)
        asked = PairInput(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {name: value for name, value in asked.fields_given().items() if name != "seen"}
        pair = services.create_pair(base_id=base_id, by=request.user, **given)
        return Response(outputs.Pair(pair).data, status=201)


class OnePair(Resource):
    scopes: ClassVar = {"GET": KEEPER, "PUT": KEEPER, "DELETE": KEEPER}

    @extend_schema(responses=outputs.Pair, summary="Read a pair")
    @scoped
    def get(self, request: KeyRequest, pair_id: UUID) -> Response:
        return Response(outputs.Pair(selectors.pair(pair_id, principal=request.user)).data)

    @extend_schema(request=PairInput, responses=outputs.Pair, summary="Save the next version of a pair")
    @scoped
    def put(self, request: KeyRequest, pair_id: UUID) -> Response:
        """What is left out stays. With `seen`, a pair that somebody else has saved meanwhile answers 409."""
        selectors.pair(pair_id, principal=request.user)
        asked = PairInput(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {name: value for name, value in asked.fields_given().items() if name != "state"}
        return Response(outputs.Pair(services.save_pair(pair_id=pair_id, by=request.user, **given)).data)

    @extend_schema(responses={204: None}, summary="Delete a pair with all its versions")
    @scoped
    def delete(self, request: KeyRequest, pair_id: UUID) -> Response:
        selectors.pair(pair_id, principal=request.user)
        services.delete_pair(pair_id=pair_id, by=request.user)
        return Response(status=204)


class Approve(Resource):
    scopes: ClassVar = {"POST": KEEPER}

    @extend_schema(request=ApproveInput, responses=outputs.Pair, summary="Approve a draft")
    @scoped
    def post(self, request: KeyRequest, pair_id: UUID) -> Response:
        asked = ApproveInput(data=request.data)
        asked.is_valid(raise_exception=True)
        selectors.pair(pair_id, principal=request.user)
        pair = services.approve_pair(pair_id=pair_id, by=request.user, **asked.validated_data)
        return Response(outputs.Pair(pair).data)


class Import(Resource):
    parser_classes = (MultiPartParser,)
    scopes: ClassVar = {"POST": KEEPER}

    @extend_schema(request=SheetInput, responses={201: outputs.PairPreview}, summary="Look at a sheet of pairs")
    def post(self, request: KeyRequest, base_id: UUID) -> Response:
        """Nothing is taken in yet: confirm the import by a POST to it."""
        with tenant_scope(request.user.tenant_id):
            selectors.base(base_id, principal=request.user)
        asked = SheetInput(data=request.data)
        asked.is_valid(raise_exception=True)
        file = asked.validated_data["file"]
        rows = selectors.read_sheet(file, str(file.name))
        with tenant_scope(request.user.tenant_id):
            sheet = services.preview_import(base_id=base_id, name=str(file.name), rows=rows, by=request.user)
        return Response(outputs.PairPreview(sheet).data, status=201)


class OneImport(Resource):
    scopes: ClassVar = {"GET": KEEPER, "POST": KEEPER, "DELETE": KEEPER}

    @extend_schema(responses=outputs.PairPreview, summary="Read an import that waits")
    @scoped
    def get(self, request: KeyRequest, import_id: UUID) -> Response:
        return Response(outputs.PairPreview(selectors.pair_import(import_id, principal=request.user)).data)

    @extend_schema(request=TakeInInput, responses=outputs.PairsTaken, summary="Take in all rows of an import")
    @scoped
    def post(self, request: KeyRequest, import_id: UUID) -> Response:
        asked = TakeInInput(data=request.data)
        asked.is_valid(raise_exception=True)
        selectors.pair_import(import_id, principal=request.user)
        taken = services.import_pairs(import_id=import_id, by=request.user, **asked.validated_data)
        return Response(outputs.PairsTaken(taken).data)

    @extend_schema(responses={204: None}, summary="Drop an import")
    @scoped
    def delete(self, request: KeyRequest, import_id: UUID) -> Response:
        selectors.pair_import(import_id, principal=request.user)
        services.drop_import(import_id=import_id, by=request.user)
        return Response(status=204)


class Export(Resource):
    scopes: ClassVar = {"GET": KEEPER}

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("kind", str, enum=["csv", "xlsx"]), OpenApiParameter("language", str)],
        summary="All pairs of a base as a sheet",
    )
    def get(self, request: KeyRequest, base_id: UUID) -> HttpResponse:
        """A sheet with drafts of a model carries the label of machine-made text."""
        kind = request.query_params.get("kind", "xlsx")
        if kind not in TYPES:
            raise Invalid(field="kind")
        with tenant_scope(request.user.tenant_id):
            base = selectors.base(base_id, principal=request.user)
            content = services.export_pairs(
                base_id=base_id,
                kind=cast("Literal['csv', 'xlsx']", kind),
                language=request.query_params.get("language", base.language),
                by=request.user,
            )
        headers = {"Content-Disposition": f'attachment; filename="{base.slug}-pairs.{kind}"'}
        return HttpResponse(content, content_type=TYPES[kind], headers=headers)
