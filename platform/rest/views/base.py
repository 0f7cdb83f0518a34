"""What every resource view shares: the key, the scope table, and one transaction in the caller's tenant."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, ClassVar, TypeVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kit.errors import Invalid
from kit.scoping import tenant_scope
from rest.auth import HasScope, KeyAuthentication
from rest.inputs.resources import PageInput
from tenants.types import KeyPrincipal, Principal

T = TypeVar("T")
Method = Callable[..., Response]

PAGING = [
    OpenApiParameter("cursor", str, description="The `next_cursor` of the page before"),
    OpenApiParameter("limit", int, description="1 to 100; 100 without it"),
]


class KeyRequest(Request):
    """DRF's request as KeyAuthentication leaves it. `data` is a mapping: the body readers refuse anything else."""

    user: Principal  # type: ignore[assignment]  # the stubs know Django's users only
    auth: KeyPrincipal


class Resource(APIView):
    """Default deny: `scopes` names the right of each method that exists."""

    authentication_classes = (KeyAuthentication,)
    permission_classes = (HasScope,)
    scopes: ClassVar[dict[str, str]] = {}


def scoped(method: Method) -> Method:
    """Run a view's method in one transaction that sees the caller's tenant only."""

    @wraps(method)
    def run(self: Resource, request: KeyRequest, *args: Any, **kwargs: Any) -> Response:
        with tenant_scope(request.user.tenant_id):
            return method(self, request, *args, **kwargs)

    return run


def part(request: KeyRequest) -> tuple[str, int]:
    """The cursor, empty for the beginning, and the limit that the query asks for. Raises ValidationError."""
    asked = PageInput(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return asked.validated_data["cursor"], asked.validated_data["limit"]


def sliced(request: KeyRequest, items: Sequence[T], name: Callable[[T], object]) -> tuple[Sequence[T], str]:
    """The part of a whole list that the query asks for, and the next cursor: the name of its last item.

    Raises Invalid where that is not in the list any more.
    """
    cursor, limit = part(request)
    names = [str(name(each)) for each in items]
    if cursor and cursor not in names:
        raise Invalid(field="cursor")
    start = names.index(cursor) + 1 if cursor else 0
    found = items[start : start + limit]
    return found, str(name(found[-1])) if start + limit < len(items) else ""


def page(items: Iterable[Any], next_cursor: str = "") -> dict[str, Any]:
    """One shape for every list."""
    return {"items": list(items), "has_more": bool(next_cursor), "next_cursor": next_cursor or None}
