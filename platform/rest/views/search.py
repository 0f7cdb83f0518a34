"""The one search of the product, without an answer."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from knowledge import selectors
from rest.inputs.resources import SearchInput
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource, page, scoped


class Search(Resource):
    scopes: ClassVar = {"POST": "knowledge.read"}

    @extend_schema(request=SearchInput, responses=outputs.listing(outputs.Passage), summary="Search passages")
    @scoped
    def post(self, request: KeyRequest) -> Response:
        """Without `bases` all that the key may read are searched; a base that it may not read is not there."""
        asked = SearchInput(data=request.data)
        asked.is_valid(raise_exception=True)
        held = asked.validated_data
        bases = held.get("bases") or [base.id for base in selectors.bases(request.user)]
        found = selectors.search(
            question=held["question"], base_ids=tuple(bases), principal=request.user, limit=held["limit"]
        )
        return Response(page(outputs.Passage(found, many=True).data))
