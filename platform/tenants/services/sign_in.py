"""Let a signed-in person choose the tenant that the session works in."""

from uuid import UUID

from django.http import HttpRequest

from audit.services import record
from kit import clock
from kit.scoping import tenant_scope
from tenants import events
from tenants.models import Membership
from tenants.selectors.members import memberships
from tenants.selectors.sign_in import SESSION_TENANT, admit, signed_in
from tenants.types import Principal


def choose_tenant(*, request: HttpRequest, tenant_id: UUID) -> Principal:
    """From the next request on the session works in this tenant. Outside any scope.

    The session's key changes with it, so that a page of the tenant left behind cannot go on acting. Raises SignedOut,
    NotMember, SecondFactorMissing, PasswordExpired.
    """
    principal = admit(signed_in(request), tenant_id)
    with tenant_scope(tenant_id):
        Membership.objects.filter(pk=principal.id).update(last_seen_at=clock.now())
        record(
            events.TENANT_CHOSEN,
            actor=principal.actor,
            subject=principal.actor,
            data={"member": str(principal.id)},
        )
    request.session.cycle_key()
    request.session[SESSION_TENANT] = str(tenant_id)
    return principal


def choose_only_tenant(*, request: HttpRequest) -> Principal | None:
    """Right after signing in: whoever belongs to one tenant is not asked. Raises as `choose_tenant`."""
    found = memberships(signed_in(request).pk)
    if len(found) != 1:
        return None
    return choose_tenant(request=request, tenant_id=found[0].tenant_id)
