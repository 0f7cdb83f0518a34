"""Whose data a request is about: the `user` that it names, or the key itself."""

from uuid import UUID

from kit.errors import Invalid
from kit.texts import storable
from tenants.types import KeyPrincipal, Subject

RESERVED = "key:"
"""Subjects that are keys themselves: nobody's `user` may begin like that."""
LONGEST_USER = 200


def named_subject(tenant_id: UUID, user: str) -> Subject:
    """The person whom the caller knows as `user`. Raises Invalid."""
    if not user.strip() or len(user) > LONGEST_USER or user.startswith(RESERVED) or not storable(user):
        raise Invalid(field="user", param="user")
    return Subject(tenant_id=tenant_id, channel="api", external_id=user)


def subject_of(who: KeyPrincipal, user: str) -> Subject:
    """The person named, or the key where it names nobody. Raises Invalid."""
    tenant_id = who.principal.tenant_id
    if user:
        return named_subject(tenant_id, user)
    return Subject(tenant_id=tenant_id, channel="api", external_id=f"{RESERVED}{who.key_id}")
