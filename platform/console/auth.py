"""Say who visits a page, let only those in who may, and enter their tenant."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo

import structlog
from django.db import OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from console.outputs import failed
from kit.errors import HeyanError, Unavailable
from kit.scoping import tenant_scope
from tenants.errors import MayNot
from tenants.selectors import principal_of, tenant
from tenants.types import Principal, Subject, TenantInfo

log = structlog.get_logger(__name__)


class Visit(HttpRequest):
    """A request of somebody who is signed in to a tenant."""

    principal: Principal
    tenant: TenantInfo


View = Callable[..., HttpResponseBase]


def page(*permissions: str, scoped: bool = True) -> Callable[[View], View]:
    """Let a view be seen by members who hold any of `permissions`; without one, by every member.

    The view runs in one transaction of the tenant, in its time zone; an error rolls it back and becomes a page. One that
    is not `scoped` opens its transactions itself, around what must not wait for a file.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            try:
                visit = admit(request, *permissions)
                with tenant_scope(visit.principal.tenant_id):
                    visit.tenant = tenant()
                    if scoped:
                        return _seen(view, visit, arguments)
                return _seen(view, visit, arguments)
            except HeyanError as error:
                return failed(request, error)
            except OperationalError:
                log.exception("database away")
                return failed(request, Unavailable())

        guarded.permissions = permissions  # type: ignore[attr-defined]  # read by the table of doors
        return guarded

    return decorate


def _seen(view: View, visit: Visit, arguments: dict[str, Any]) -> HttpResponseBase:
    with timezone.override(ZoneInfo(visit.tenant.zone)):
        return view(visit, **arguments)


def admit(request: HttpRequest, *permissions: str) -> Visit:
    """The request with its principal. Raises what `principal_of` raises, and MayNot."""
    visit = cast("Visit", request)
    visit.principal = principal_of(request)
    if permissions and not any(visit.principal.may(each) for each in permissions):
        raise MayNot(permission=permissions[0])
    return visit


def require(visit: Visit, permission: str) -> None:
    """Raises MayNot: for the part of a page that not all of its readers may use."""
    if not visit.principal.may(permission):
        raise MayNot(permission=permission)


def subject_of(principal: Principal) -> Subject:
    """Whose data it is when a member uses the console himself."""
    return Subject(tenant_id=principal.tenant_id, channel="console", external_id=str(principal.id))
