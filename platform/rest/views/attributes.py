"""What may be known of people, so that a caller knows what to send with a question."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from rest.outputs import resources as outputs
from rest.views.base import PAGING, KeyRequest, Resource, page, scoped, sliced
from tenants.selectors import attributes


class Attributes(Resource):
    scopes: ClassVar = {"GET": "chat.ask"}

    @extend_schema(
        parameters=PAGING, responses=outputs.listing(outputs.Attribute), summary="List the attributes of people"
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        """Each with its allowed values and their other names. `attributes` of a question takes any of them; the key vouches
        for what it sends."""
        items, following = sliced(request, attributes(), lambda each: each.name)
        return Response(page(outputs.Attribute(items, many=True).data, following))
