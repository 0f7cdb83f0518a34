"""The people of the tests: anna owns Acorn, ben is her colleague, cleo owns Birch."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from kit import clock
from kit.scoping import tenant_scope
from tenants.models import User
from tenants.selectors import principal_for_member
from tenants.services import add_member, create_key, create_tenant, create_user
from tenants.types import PERMISSIONS, Principal, TenantInfo, job_principal

PASSWORD = "Kite-over-7-hills"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of one tenant, and the way in for him."""

    user_id: int
    email: str
    name: str
    tenant: TenantInfo
    principal: Principal
    password: str = PASSWORD

    def client(self) -> Client:
        """A browser that is signed in and works in the person's tenant."""
        client = Client()
        client.force_login(User.objects.get(pk=self.user_id))
        session = client.session
        session["tenant"] = str(self.tenant.id)
        session.save()
        return client


def job(tenant: TenantInfo) -> Principal:
    """Who sets a scene: a command with every right."""
    return job_principal(tenant_id=tenant.id, name="tests", scopes=PERMISSIONS)


def tenant(slug: str) -> TenantInfo:
    return create_tenant(slug=slug, name=slug.title())


def person(name: str, tenant: TenantInfo, *roles: str) -> Person:
    """Somebody new in `tenant`."""
    email = f"{name}@example.com"
    user_id = create_user(email=email, name=name.title(), password=PASSWORD, verified=True)
    return joined(user_id, email, name.title(), tenant, *roles)


def joined(user_id: int, email: str, name: str, tenant: TenantInfo, *roles: str) -> Person:
    """Somebody who has an account, in `tenant`."""
    with tenant_scope(tenant.id):
        add_member(user_id=user_id, roles=roles, by=job(tenant))
    principal = principal_for_member(user_id, tenant.id)
    return Person(user_id=user_id, email=email, name=name, tenant=tenant, principal=principal)


def key(owner: Person) -> str:
    """An API key with every scope that its owner may give."""
    with tenant_scope(owner.tenant.id):
        made = create_key(
            name="tests",
            scopes=PERMISSIONS - {"audit.unmask"},
            legal_basis="contract",
            expires_at=clock.now() + timedelta(days=1),
            by=owner.principal,
        )
    return made.raw
