"""The one search of the product, without an answer."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from kit.scoping import tenant_scope
from knowledge import selectors
from moderation.selectors import screen_for
from rest.inputs.resources import FiltersInput, SearchInput
from rest.outputs import resources as outputs
from rest.views.base import KeyRequest, Resource, page


class Search(Resource):
    scopes: ClassVar = {"POST": "knowledge.read"}

    @extend_schema(request=SearchInput, responses=outputs.Found, summary="Search passages")
    def post(self, request: KeyRequest) -> Response:
        """Without `bases` all that the key may read are searched; a base that it may not read is not there.

        Passages pass the tenant's default policy for answers; `withheld` counts those that it kept back.
        """
        asked = SearchInput(data=request.data)
        asked.is_valid(raise_exception=True)
        held = asked.validated_data
        question = selectors.prepare(held["question"])
        with tenant_scope(request.user.tenant_id):
            bases = held.get("bases") or [base.id for base in selectors.bases(request.user)]
            found = selectors.search(
                question=question,
                base_ids=tuple(bases),
                principal=request.user,
                limit=held["limit"],
                filters=FiltersInput.filters(held.get("filters", {})),
            )
            screen = screen_for(None, side="output")
        shown = selectors.shown(found, screen=screen)
        return Response(page(outputs.Passage(shown.passages, many=True).data) | {"withheld": shown.withheld})
