"""Documents of a base and their versions."""

from collections.abc import Callable
from typing import Any, ClassVar, cast, get_args
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from kit.errors import Invalid
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import DocumentInfo, Standing
from rest.inputs.resources import DocumentChange, UploadInput
from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, part, scoped, sliced

STANDINGS = get_args(Standing)

CARE = frozenset(("owner", "review_on"))
SETTERS: dict[str, Callable[..., DocumentInfo]] = {
    "tags": services.set_tags,
    "groups": services.set_document_access,
    "audience": services.set_audience,
}
"""What writes each field of a change."""


def upload_of(request: KeyRequest) -> UploadInput:
    asked = UploadInput(data=request.data)
    asked.is_valid(raise_exception=True)
    return asked


def standing_of(request: KeyRequest) -> Standing | None:
    """Why the listed documents need somebody, if the query says. Raises Invalid."""
    asked = request.query_params.get("standing")
    if asked is not None and asked not in STANDINGS:
        raise Invalid(field="standing")
    return cast("Standing | None", asked)


def name_of(asked: dict[str, Any]) -> str:
    """What the caller calls the file, else what it is called."""
    return asked.get("name") or str(asked["file"].name)


def last_seen(cursor: str) -> UUID | None:
    """The document at the end of the page before. Raises Invalid."""
    try:
        return UUID(cursor) if cursor else None
    except ValueError as error:
        raise Invalid(field="cursor") from error


class Documents(Resource):
    parser_classes = (MultiPartParser,)
    scopes: ClassVar = {"GET": "knowledge.read", "POST": "knowledge.write"}

    @extend_schema(
        responses=outputs.listing(outputs.Document),
        parameters=[*PAGING, OpenApiParameter("standing", str, enum=STANDINGS, description="Why it needs somebody")],
        summary="List the documents of a base",
        operation_id="documents_list",
    )
    @scoped
    def get(self, request: KeyRequest, base_id: UUID) -> Response:
        selectors.base(base_id, principal=request.user)  # a base that is not there is not an empty one
        cursor, limit = part(request)
        after = last_seen(cursor)
        standing = standing_of(request)
        if standing is None:
            found = selectors.documents(base_id, principal=request.user, after=after, limit=limit + 1)
        else:
            found = selectors.documents_standing(
                base_id, standing, principal=request.user, after=after, limit=limit + 1
            )
        following = str(found[limit - 1].id) if len(found) > limit else ""
        return Response(page(outputs.Document(found[:limit], many=True).data, following))

    @extend_schema(request=UploadInput, responses={202: outputs.Document}, summary="Upload a document")
    def post(self, request: KeyRequest, base_id: UUID) -> Response:
        """Ingestion goes on after the answer; read the document to watch its stages."""
        asked, tenant_id = upload_of(request).validated_data, request.user.tenant_id
        with tenant_scope(tenant_id):
            selectors.base(base_id, principal=request.user)
        with services.taken_in(asked["file"], tenant_id=tenant_id) as stored, tenant_scope(tenant_id):
            document = services.add_document(
                base_id=base_id, name=name_of(asked), content=stored, keep_both=asked["keep_both"], by=request.user
            )
        return Response(outputs.Document(document).data, status=202)


class OneDocument(Resource):
    scopes: ClassVar = {"GET": "knowledge.read", "PATCH": "knowledge.write", "DELETE": "knowledge.write"}

    @extend_schema(responses=outputs.Document, summary="Read a document and the stages of its ingestion")
    @scoped
    def get(self, request: KeyRequest, document_id: UUID) -> Response:
        return Response(outputs.Document(selectors.document(document_id, principal=request.user)).data)

    @extend_schema(request=DocumentChange, responses=outputs.Document, summary="Say whom a document is for")
    @scoped
    def patch(self, request: KeyRequest, document_id: UUID) -> Response:
        asked = DocumentChange(data=request.data)
        asked.is_valid(raise_exception=True)
        document = selectors.document(document_id, principal=request.user)
        given = dict(asked.validated_data)
        care = {name: given.pop(name, getattr(document, name)) for name in CARE} if given.keys() & CARE else {}
        if care:
            document = services.set_care(document_id=document_id, by=request.user, **care)
        for name, value in given.items():
            document = SETTERS[name](document_id=document_id, by=request.user, **{name: value})
        return Response(outputs.Document(document).data)

    @extend_schema(responses={204: None}, summary="Delete a document with all its versions")
    @scoped
    def delete(self, request: KeyRequest, document_id: UUID) -> Response:
        selectors.document(document_id, principal=request.user)
        services.delete_document(document_id=document_id, by=request.user)
        return Response(status=204)


class Versions(Resource):
    parser_classes = (MultiPartParser,)
    scopes: ClassVar = {"GET": "knowledge.read", "POST": "knowledge.write"}

    @extend_schema(
        responses=outputs.listing(outputs.Version),
        parameters=PAGING,
        summary="List the versions of a document",
        operation_id="versions_list",
    )
    @scoped
    def get(self, request: KeyRequest, document_id: UUID) -> Response:
        versions = selectors.versions(document_id, principal=request.user)
        found, following = sliced(request, versions, lambda each: each.id)
        return Response(page(outputs.Version(found, many=True).data, following))

    @extend_schema(request=UploadInput, responses={202: outputs.Version}, summary="Upload a new version")
    def post(self, request: KeyRequest, document_id: UUID) -> Response:
        """The version before it goes on answering until this one is ready."""
        asked, tenant_id = upload_of(request).validated_data, request.user.tenant_id
        with tenant_scope(tenant_id):
            selectors.document(document_id, principal=request.user)
        with services.taken_in(asked["file"], tenant_id=tenant_id) as stored, tenant_scope(tenant_id):
            version = services.add_version(
                document_id=document_id,
                content=stored,
                name=name_of(asked),
                keep_both=asked["keep_both"],
                by=request.user,
            )
        return Response(outputs.Version(version).data, status=202)


class Retry(Resource):
    scopes: ClassVar = {"POST": "knowledge.write"}

    @extend_schema(request=None, responses={202: outputs.Document}, summary="Try a failed document again")
    @scoped
    def post(self, request: KeyRequest, document_id: UUID) -> Response:
        found = selectors.document(document_id, principal=request.user)
        services.retry(version_id=found.newest.id, by=request.user)
        return Response(outputs.Document(selectors.document(document_id, principal=request.user)).data, status=202)
