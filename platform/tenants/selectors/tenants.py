"""Read tenants: by short name or public id from outside, or the one in scope."""

from uuid import UUID

from django.db import connections

from kit.ids import decode_id
from kit.roles import acting_as, alias
from kit.scoping import current_tenant_id, tenant_scope
from tenants.errors import NoSuchTenant
from tenants.models import Tenant
from tenants.types import ServiceMode, TenantInfo


def tenant_id_by_slug(slug: str) -> UUID:
    """The id behind a short name, before any tenant is in scope. Raises NoSuchTenant."""
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT tenant_by_slug(%s)", [slug])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NoSuchTenant
    return found


def tenant_by_slug(slug: str) -> TenantInfo:
    """The tenant with this short name. Raises NoSuchTenant."""
    return _read(tenant_id_by_slug(slug))


def tenant_by_public_id(public_id: str) -> TenantInfo:
    """The tenant with this id in a public address. Raises NoSuchTenant."""
    try:
        return _read(decode_id(public_id))
    except ValueError as error:
        raise NoSuchTenant from error


def tenant() -> TenantInfo:
    """The tenant in scope. Raises TenantNotSet, NoSuchTenant."""
    return info(one(current_tenant_id()))


def tenant_ids() -> tuple[UUID, ...]:
    """Every tenant of the installation: for the clerk, which works through them one by one."""
    with acting_as("clerk"):
        return tuple(Tenant.objects.order_by("id").values_list("id", flat=True))


def one(tenant_id: UUID) -> Tenant:
    """The row, inside the tenant's scope. Raises NoSuchTenant."""
    row = Tenant.objects.filter(pk=tenant_id).first()
    if row is None:
        raise NoSuchTenant
    return row


def info(row: Tenant) -> TenantInfo:
    mode: ServiceMode = row.service_mode  # type: ignore[assignment]  # the database holds no other
    return TenantInfo(
        id=row.id,
        slug=row.slug,
        name=row.name,
        public_id=row.public_id,
        zone=row.zone,
        language=row.language,
        region=row.region,
        service_mode=mode,
        legal_entity=row.legal_entity,
        uscc=row.uscc,
        product_name=row.product_name,
        icp_number=row.icp_number,
        app_code=row.app_code,
        contact_email=row.contact_email,
        mfa_roles=frozenset(row.mfa_roles),
        password_days=row.password_days,
        suspended_at=row.suspended_at,
    )


def _read(tenant_id: UUID) -> TenantInfo:
    with tenant_scope(tenant_id):
        return info(one(tenant_id))
