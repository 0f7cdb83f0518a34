"""Read members, groups, invitations, and who a person is in a tenant."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Count

from kit import clock
from kit.scoping import tenant_scope, user_scope
from tenants.errors import NoSuchMember, NotMember
from tenants.models import Group, GroupMember, Invitation, Membership, Tenant
from tenants.types import GroupInfo, InvitationInfo, MemberInfo, MembershipInfo, Principal


def memberships(user_id: int) -> tuple[MembershipInfo, ...]:
    """The tenants that a person may choose, by name; suspended ones left out."""
    with user_scope(user_id):
        rows = list(Membership.of_the_user.filter(user_id=user_id, suspended_at=None))
        tenants = {row.id: row for row in Tenant.objects.filter(suspended_at=None)}
    found = [
        MembershipInfo(
            id=row.id,
            tenant_id=row.tenant_id,
            tenant_slug=tenants[row.tenant_id].slug,
            tenant_name=tenants[row.tenant_id].name,
            roles=frozenset(row.roles),
        )
        for row in rows
        if row.tenant_id in tenants
    ]
    return tuple(sorted(found, key=lambda one: one.tenant_name))


def principal_for_member(user_id: int, tenant_id: UUID) -> Principal:
    """Who this person is in this tenant, read afresh. Raises NotMember, also for suspended people and tenants."""
    with tenant_scope(tenant_id):
        row = (
            Membership.objects.select_related("user")
            .filter(user_id=user_id, user__is_active=True, suspended_at=None)
            .first()
        )
        if row is None or not Tenant.objects.filter(pk=tenant_id, suspended_at=None).exists():
            raise NotMember
        return principal(row)


def principal(row: Membership) -> Principal:
    """The principal of a membership, inside its tenant's scope."""
    return Principal(
        tenant_id=row.tenant_id,
        kind="member",
        id=row.id,
        name=row.user.name or row.user.email,
        roles=frozenset(row.roles),
        groups=frozenset(GroupMember.objects.filter(member_id=row.id).values_list("group_id", flat=True)),
        attributes=row.attributes,
    )


def members() -> tuple[MemberInfo, ...]:
    """Everybody in the tenant in scope, by name."""
    rows = list(Membership.objects.select_related("user"))
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    for member_id, group_id in GroupMember.objects.values_list("member_id", "group_id"):
        groups[member_id].add(group_id)
    protected = with_second_factor(row.user_id for row in rows)
    found = [_member(row, frozenset(groups[row.id]), row.user_id in protected) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.name, one.email)))


def member(member_id: UUID) -> MemberInfo:
    """One member of the tenant in scope. Raises NoSuchMember."""
    row = Membership.objects.select_related("user").filter(pk=member_id).first()
    if row is None:
        raise NoSuchMember
    groups = GroupMember.objects.filter(member_id=row.id).values_list("group_id", flat=True)
    return _member(row, frozenset(groups), bool(with_second_factor([row.user_id])))


def groups() -> tuple[GroupInfo, ...]:
    """The tenant's groups with the number of their members, by name."""
    rows = Group.objects.annotate(members=Count("links")).order_by("name")
    return tuple(GroupInfo(id=row.id, name=row.name, members=row.members) for row in rows)


def invitations() -> tuple[InvitationInfo, ...]:
    """The tenant's invitations, newest first."""
    return tuple(invitation(row) for row in Invitation.objects.order_by("-created_at"))


def invitation(row: Invitation) -> InvitationInfo:
    return InvitationInfo(
        id=row.id,
        email=row.email,
        roles=frozenset(row.roles),
        groups=frozenset(row.groups),
        expires_at=row.expires_at,
        state=_state(row),
    )


def with_second_factor(user_ids: Iterable[int]) -> set[int]:
    """Those of the people who have set up an authenticator app."""
    totp = Authenticator.objects.filter(user_id__in=list(user_ids), type=Authenticator.Type.TOTP)
    return set(totp.values_list("user_id", flat=True))


def _state(row: Invitation) -> Literal["open", "accepted", "revoked", "expired"]:
    if row.accepted_at:
        return "accepted"
    if row.revoked_at:
        return "revoked"
    return "open" if row.expires_at > clock.now() else "expired"


def _member(row: Membership, groups: frozenset[UUID], has_second_factor: bool) -> MemberInfo:
    return MemberInfo(
        id=row.id,
        user_id=row.user_id,
        email=row.user.email,
        name=row.user.name or row.user.email,
        roles=frozenset(row.roles),
        groups=groups,
        suspended_at=row.suspended_at,
        has_second_factor=has_second_factor,
        last_seen_at=row.last_seen_at,
        joined_at=row.created_at,
        attributes=row.attributes,
    )
