"""Reads of this app."""

from tenants.selectors.attributes import attributes, checked_attributes, held_attributes
from tenants.selectors.keys import authenticate_key, keys
from tenants.selectors.members import groups, invitations, member, members, memberships, principal_for_member
from tenants.selectors.sign_in import principal_of, signed_in
from tenants.selectors.tenants import tenant, tenant_by_public_id, tenant_by_slug, tenant_ids

__all__ = [
    "attributes",
    "authenticate_key",
    "checked_attributes",
    "groups",
    "held_attributes",
    "invitations",
    "keys",
    "member",
    "members",
    "memberships",
    "principal_for_member",
    "principal_of",
    "signed_in",
    "tenant",
    "tenant_by_public_id",
    "tenant_by_slug",
    "tenant_ids",
]
