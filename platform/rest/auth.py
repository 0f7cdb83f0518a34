"""Turn an API key into a caller, in async views and in DRF's."""

from typing import Any, cast

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from kit.database import run_plain
from rest.errors import NoKey, ScopeMissing
from tenants.errors import BadKey
from tenants.selectors import authenticate_key
from tenants.types import KeyPrincipal

SCHEME = "bearer"


def bearer(request: HttpRequest) -> str:
    """The key as it was sent. Raises NoKey."""
    header: str = request.headers.get("Authorization", "")
    scheme, _, key = header.partition(" ")
    if scheme.lower() != SCHEME:  # RFC 9110 §11.1: a scheme's name has no case
        raise NoKey
    return key.strip()


def address_of(request: HttpRequest) -> str:
    """The caller's address, as the server (or the trusted proxy that it was told of) gives it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def identify(request: HttpRequest) -> KeyPrincipal:
    """Who calls. Raises NoKey."""
    try:
        return authenticate_key(bearer(request), address=address_of(request))
    except BadKey as error:
        raise NoKey from error


async def caller(request: HttpRequest, scope: str) -> KeyPrincipal:
    """The same for async views, with the right that the view needs. Raises NoKey, ScopeMissing."""
    found = await run_plain(identify, request)
    require_scope(found, scope)
    return found


def require_scope(found: KeyPrincipal, scope: str) -> None:
    """Raises ScopeMissing."""
    if not found.principal.may(scope):
        raise ScopeMissing(scope=scope)


class KeyAuthentication(BaseAuthentication):
    """DRF's view of a key: `request.user` is the Principal, `request.auth` the KeyPrincipal."""

    def authenticate(self, request: Request) -> tuple[Any, KeyPrincipal]:
        found = identify(request._request)
        return found.principal, found

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """Default deny: a view names the scope of each method in `scopes`, or nobody gets in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        scope = getattr(view, "scopes", {}).get(request.method)
        if scope is None:
            return False
        require_scope(cast("KeyPrincipal", request.auth), scope)
        return True
