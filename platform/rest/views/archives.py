"""A ZIP of files, taken in as one document each."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from knowledge import services
from rest.inputs.resources import ArchiveInput
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource


class Archives(Resource):
    parser_classes = (MultiPartParser,)
    scopes: ClassVar = {"POST": "knowledge.write"}

    @extend_schema(request=ArchiveInput, responses={202: outputs.Unpacked}, summary="Upload a ZIP of documents")
    def post(self, request: KeyRequest, base_id: UUID) -> Response:
        """Each file becomes a document named after its folders, or the next version of the document of that name."""
        asked = ArchiveInput(data=request.data)
        asked.is_valid(raise_exception=True)
        unpacked = services.add_archive(base_id=base_id, content=asked.validated_data["file"], by=request.user)
        left_out = [{"name": name, "problem": problem} for name, problem in unpacked.left_out]
        found = outputs.Unpacked({"documents": unpacked.documents, "left_out": left_out})
        return Response(found.data, status=202)
