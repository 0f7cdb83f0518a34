"""Create tenants and change what is known of them."""

import re
from collections.abc import Callable
from typing import Any, get_args
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from stdnum.cn import uscc

from audit.services import record
from kit.errors import Invalid
from kit.ids import new_id
from kit.roles import atomic
from kit.scoping import current_tenant_id, tenant_scope
from tenants import events
from tenants.errors import SlugTaken
from tenants.models import Membership, Tenant
from tenants.selectors.tenants import info, one
from tenants.services.people import create_user, user_id_by_email
from tenants.services.rights import require
from tenants.types import ROLES, Principal, ServiceMode, TenantInfo, job_principal

SAVABLE = frozenset(
    {
        "name",
        "zone",
        "language",
        "region",
        "service_mode",
        "legal_entity",
        "uscc",
        "product_name",
        "icp_number",
        "app_code",
        "contact_email",
        "mfa_roles",
        "password_days",
    }
)

FITS: dict[str, Callable[[Any], bool]] = {
    "name": lambda value: bool(value.strip()),
    "zone": lambda value: value in available_timezones(),
    "language": lambda value: value in dict(settings.LANGUAGES),
    "service_mode": lambda value: value in get_args(ServiceMode),
    # Labels and filings carry the company's code, and a wrong check digit in one of them is a rejection.
    "uscc": lambda value: value == "" or uscc.is_valid(value),
    "app_code": lambda value: re.fullmatch(r"[0-9A-Za-z]{4}", value) is not None,
}


def create_tenant(
    *,
    slug: str,
    name: str,
    owner_email: str = "",
    owner_name: str = "",
    owner_password: str | None = None,
    **fields: Any,
) -> TenantInfo:
    """A new tenant, with its first owner where an address is given. Enters the new tenant itself, outside any scope.

    An owner without an account gets one; without a password he comes in by resetting it. Raises SlugTaken, Invalid.
    """
    _known(fields)
    tenant_id = new_id()
    try:
        with tenant_scope(tenant_id):
            row = Tenant(id=tenant_id, slug=slug, name=name, **fields)
            _clean(row)
            row.save(force_insert=True)
            actor = job_principal(tenant_id=tenant_id, name="create_tenant").actor
            record(events.TENANT_CREATED, actor=actor, data={"slug": slug})
            if owner_email:
                _first_owner(owner_email, owner_name, owner_password, actor)
            return info(row)
    except IntegrityError as error:
        if "slug" in str(error):
            raise SlugTaken(field="slug") from error
        raise


@atomic()
def save_tenant(*, by: Principal, **fields: Any) -> TenantInfo:
    """Change the tenant in scope; `fields` as in `TenantInfo`. Raises MayNot, Invalid."""
    require(by, "tenant.write")
    _known(fields)
    row = one(current_tenant_id())
    for field, value in fields.items():
        setattr(row, field, value)
    _clean(row)
    row.save()
    record(events.TENANT_SAVED, actor=by.actor, data={"fields": sorted(fields)})
    return info(row)


def _known(fields: dict[str, Any]) -> None:
    if not fields.keys() <= SAVABLE:
        raise Invalid(field=sorted(fields.keys() - SAVABLE)[0])
    if "mfa_roles" in fields:
        fields["mfa_roles"] = sorted(fields["mfa_roles"])
        if not set(fields["mfa_roles"]) <= ROLES.keys():
            raise Invalid(field="mfa_roles")


def _first_owner(email: str, name: str, password: str | None, actor: str) -> None:
    user_id = user_id_by_email(email) or create_user(email=email, name=name, password=password, verified=True)
    row = Membership.objects.create(user_id=user_id, roles=["owner"])
    record(
        events.MEMBER_ADDED, actor=actor, subject=f"member:{row.id}", data={"member": str(row.id), "roles": ["owner"]}
    )


def _clean(row: Tenant) -> None:
    """Raises Invalid for the first field that does not fit."""
    try:
        row.clean_fields(exclude={"suspended_at"})
    except ValidationError as error:
        raise Invalid(field=sorted(error.message_dict)[0]) from error
    for field, fits in FITS.items():
        if not fits(getattr(row, field)):
            raise Invalid(field=field)
