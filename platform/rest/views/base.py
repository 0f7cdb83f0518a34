"""What every resource view shares: the key, the scope table, and one transaction in the caller's tenant."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kit.scoping import tenant_scope
from rest.auth import HasScope, KeyAuthentication
from tenants.types import KeyPrincipal, Principal

Method = Callable[..., Response]


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


def page(items: Iterable[Any], next_cursor: str = "") -> dict[str, Any]:
    """One shape for every list."""
    return {"items": list(items), "has_more": bool(next_cursor), "next_cursor": next_cursor or None}
