"""What people say about answers, the questions that wait for an editor, and the figures."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from chat.selectors import bot as find_bot
from desk import selectors, services
from desk.types import LISTED, ClusterInfo
from kit import clock
from rest.inputs.desk import ClustersInput, FiguresInput, RatingInput
from rest.inputs.subjects import subject_of
from rest.outputs import desk as outputs
from rest.outputs.resources import listing
from rest.views.base import PAGING, KeyRequest, Resource, page, scoped, sliced
from tenants.selectors import tenant

USER = OpenApiParameter("user", str, description="Whose answer it is; the key's own without it")


class Rating(Resource):
    scopes: ClassVar = {"PUT": "chat.ask", "DELETE": "chat.ask"}

    @extend_schema(
        request=RatingInput, responses=outputs.Rating, summary="Rate an answer", operation_id="turn_rating_set"
    )
    @scoped
    def put(self, request: KeyRequest, turn_id: UUID) -> Response:
        """One rating for each turn and user; the next one takes its place. Texts are masked before they are kept."""
        asked = RatingInput(data=request.data)
        asked.is_valid(raise_exception=True)
        held = dict(asked.validated_data)
        subject = subject_of(request.auth, held.pop("user"))
        found = services.rate(turn_id=turn_id, subject=subject, by=request.user, **held)
        return Response(outputs.Rating(found).data)

    @extend_schema(
        responses={204: None}, parameters=[USER], summary="Take a rating back", operation_id="turn_rating_delete"
    )
    @scoped
    def delete(self, request: KeyRequest, turn_id: UUID) -> Response:
        subject = subject_of(request.auth, request.query_params.get("user", ""))
        services.take_back(turn_id=turn_id, subject=subject, by=request.user)
        return Response(status=204)


class Clusters(Resource):
    scopes: ClassVar = {"GET": "knowledge.write"}

    @extend_schema(
        responses=listing(outputs.Cluster),
        parameters=[ClustersInput, *PAGING],
        summary="List questions that were not answered well, most asked and latest first",
        operation_id="clusters_list",
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        asked = ClustersInput(data=request.query_params)
        asked.is_valid(raise_exception=True)
        state, slug = asked.validated_data["state"], asked.validated_data["bot"]
        found = selectors.clusters(states=(state,) if state else LISTED, bot_id=find_bot(slug).id if slug else None)
        items, cursor = sliced(request, found.items, _id)
        return Response(page(outputs.Cluster(items, many=True).data, cursor))


class OneCluster(Resource):
    scopes: ClassVar = {"GET": "knowledge.write"}

    @extend_schema(
        responses=outputs.ClusterWithAsked, summary="Read one with how it was asked", operation_id="clusters_read"
    )
    @scoped
    def get(self, request: KeyRequest, cluster_id: UUID) -> Response:
        found = selectors.cluster_view(cluster_id, reader=request.user)
        return Response(outputs.ClusterWithAsked(found).data)


class Figures(Resource):
    scopes: ClassVar = {"GET": "knowledge.write"}

    @extend_schema(
        responses=outputs.Figures,
        parameters=[FiguresInput],
        summary="Read the share of unanswered questions, ratings, and hits per document and passage",
        operation_id="figures_read",
    )
    @scoped
    def get(self, request: KeyRequest) -> Response:
        """Days are those of the tenant's time zone; today is the last one."""
        asked = FiguresInput(data=request.query_params)
        asked.is_valid(raise_exception=True)
        held = asked.validated_data
        last = _today()
        found = selectors.figures(
            first=last - timedelta(days=held["days"] - 1),
            last=last,
            reader=request.user,
            bot_id=find_bot(held["bot"]).id if held["bot"] else None,
            step=held["step"],
        )
        return Response(outputs.Figures(found).data)


def _id(each: ClusterInfo) -> UUID:
    return each.id


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(tenant().zone)).date()
