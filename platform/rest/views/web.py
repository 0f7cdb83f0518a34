"""Web pages that a base takes in: lists of addresses and sitemaps."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from knowledge import selectors, services
from rest.inputs.resources import WebSourceChange, WebSourceInput
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, part, scoped, sliced


class WebSources(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "POST": "knowledge.write"}

    @extend_schema(
        responses=outputs.listing(outputs.WebSource),
        parameters=PAGING,
        summary="List the web sources of a base",
        operation_id="web_sources_list",
    )
    @scoped
    def get(self, request: KeyRequest, base_id: UUID) -> Response:
        selectors.base(base_id, principal=request.user)
        rows = selectors.web_sources(base_id, principal=request.user)
        found, following = sliced(request, rows, lambda each: each.id)
        return Response(page(outputs.WebSource(found, many=True).data, following))

    @extend_schema(request=WebSourceInput, responses={202: outputs.WebSource}, summary="Take in web pages")
    @scoped
    def post(self, request: KeyRequest, base_id: UUID) -> Response:
        """The pages are read after the answer; each becomes a document, and is read again as often as `every` says."""
        asked = WebSourceInput(data=request.data)
        asked.is_valid(raise_exception=True)
        selectors.base(base_id, principal=request.user)
        made = services.add_web_source(base_id=base_id, by=request.user, **asked.validated_data)
        return Response(outputs.WebSource(made).data, status=202)


class OneWebSource(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "PATCH": "knowledge.write", "DELETE": "knowledge.write"}

    @extend_schema(responses=outputs.WebSource, summary="Read how a web source stands")
    @scoped
    def get(self, request: KeyRequest, source_id: UUID) -> Response:
        return Response(outputs.WebSource(selectors.web_source(source_id, principal=request.user)).data)

    @extend_schema(request=WebSourceChange, responses=outputs.WebSource, summary="Say how often it is read")
    @scoped
    def patch(self, request: KeyRequest, source_id: UUID) -> Response:
        asked = WebSourceChange(data=request.data)
        asked.is_valid(raise_exception=True)
        selectors.web_source(source_id, principal=request.user)
        found = services.set_web_schedule(source_id=source_id, by=request.user, **asked.validated_data)
        return Response(outputs.WebSource(found).data)

    @extend_schema(responses={204: None}, summary="Delete a web source with its documents")
    @scoped
    def delete(self, request: KeyRequest, source_id: UUID) -> Response:
        selectors.web_source(source_id, principal=request.user)
        services.delete_web_source(source_id=source_id, by=request.user)
        return Response(status=204)


class WebPages(Resource):
    scopes: ClassVar = {"GET": "knowledge.read"}

    @extend_schema(
        responses=outputs.listing(outputs.WebPage),
        parameters=PAGING,
        summary="List the pages of a web source",
        operation_id="web_pages_list",
    )
    @scoped
    def get(self, request: KeyRequest, source_id: UUID) -> Response:
        """In the order of their addresses."""
        cursor, limit = part(request)
        rows = selectors.web_pages(source_id, principal=request.user, after=cursor, limit=limit + 1)
        following = rows[limit - 1].address if len(rows) > limit else ""
        return Response(page(outputs.WebPage(rows[:limit], many=True).data, following))


class WebReading(Resource):
    scopes: ClassVar = {"POST": "knowledge.write"}

    @extend_schema(request=None, responses={202: outputs.WebSource}, summary="Read the pages now")
    @scoped
    def post(self, request: KeyRequest, source_id: UUID) -> Response:
        selectors.web_source(source_id, principal=request.user)
        found = services.read_web_source(source_id=source_id, by=request.user)
        return Response(outputs.WebSource(found).data, status=202)
