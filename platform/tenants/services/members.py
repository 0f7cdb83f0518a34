"""Add members, change their roles and groups, suspend and remove them. A tenant never loses its last owner."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from audit.types import Event
from kit import clock
from kit.errors import NotFound
from kit.roles import atomic
from tenants import events
from tenants.errors import AboveOwnRights, AlreadyMember, LastOwner, NoSuchMember
from tenants.models import Group, GroupMember, Membership
from tenants.selectors.members import member
from tenants.services.rights import known_roles, may_grant_roles, require
from tenants.types import MemberInfo, Principal


@atomic()
def add_member(*, user_id: int, roles: Iterable[str], by: Principal, groups: Iterable[UUID] = ()) -> MemberInfo:
    """Let a person in. Raises MayNot, UnknownRole, AboveOwnRights, AlreadyMember, NotFound (a group)."""
    require(by, "members.write")
    wanted = known_roles(roles)
    may_grant_roles(by, wanted)
    row = join(user_id, wanted, groups)
    note(events.MEMBER_ADDED, row.id, by.actor, roles=wanted)
    return member(row.id)


@atomic()
def set_roles(*, member_id: UUID, roles: Iterable[str], by: Principal) -> MemberInfo:
    """Give a member exactly `roles`. Nobody raises his own. Raises as `add_member`, and LastOwner, NoSuchMember."""
    require(by, "members.write")
    wanted = known_roles(roles)
    row = _held(member_id)
    before = list(row.roles)
    if by.id == row.id and not set(wanted) <= set(before):
        raise AboveOwnRights
    may_grant_roles(by, set(wanted) | set(before))
    if "owner" not in wanted:
        _keep_an_owner(row)
    Membership.objects.filter(pk=row.pk).update(roles=wanted)
    note(events.ROLES_SET, row.id, by.actor, before=sorted(before), after=wanted)
    return member(row.id)


@atomic()
def set_member_groups(*, member_id: UUID, groups: Iterable[UUID], by: Principal) -> MemberInfo:
    """Put a member into exactly `groups`. Raises MayNot, NoSuchMember, NotFound (a group)."""
    require(by, "members.write")
    row = _held(member_id)
    GroupMember.objects.filter(member=row).delete()
    held = link(row, groups)
    note(events.GROUPS_SET, row.id, by.actor, groups=held)
    return member(row.id)


@atomic()
def suspend_member(*, member_id: UUID, by: Principal) -> MemberInfo:
    """Keep a member out from his next request on. Raises MayNot, NoSuchMember, LastOwner, AboveOwnRights."""
    row = _changeable(member_id, by)
    _keep_an_owner(row)
    Membership.objects.filter(pk=row.pk).update(suspended_at=clock.now())
    note(events.MEMBER_SUSPENDED, row.id, by.actor)
    return member(row.id)


@atomic()
def restore_member(*, member_id: UUID, by: Principal) -> MemberInfo:
    """Let a suspended member in again. Raises MayNot, NoSuchMember, AboveOwnRights."""
    row = _changeable(member_id, by)
    Membership.objects.filter(pk=row.pk).update(suspended_at=None)
    note(events.MEMBER_RESTORED, row.id, by.actor)
    return member(row.id)


@atomic()
def remove_member(*, member_id: UUID, by: Principal) -> None:
    """End a membership; the person's account stays. Raises MayNot, NoSuchMember, LastOwner, AboveOwnRights."""
    row = _changeable(member_id, by)
    _keep_an_owner(row)
    note(events.MEMBER_REMOVED, row.id, by.actor, roles=sorted(row.roles))
    row.delete()


def join(user_id: int, roles: list[str], groups: Iterable[UUID]) -> Membership:
    """The row of a new member. Raises AlreadyMember, NotFound (a group)."""
    try:
        with atomic():
            row: Membership = Membership.objects.create(user_id=user_id, roles=roles)
    except IntegrityError as error:
        raise AlreadyMember from error
    link(row, groups)
    return row


def link(row: Membership, groups: Iterable[UUID]) -> list[str]:
    """Put the member into the groups; their ids. Raises NotFound for a group that the tenant does not have."""
    wanted = set(groups)
    held = set(Group.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if held != wanted:
        raise NotFound(field="groups")
    GroupMember.objects.bulk_create(GroupMember(group_id=one, member=row) for one in sorted(held))
    return sorted(str(one) for one in held)


def note(event: Event, member_id: UUID, actor: str, **data: Any) -> None:
    """Put a change of a member on record."""
    record(event, actor=actor, subject=f"member:{member_id}", data={"member": str(member_id), **data})


def _changeable(member_id: UUID, by: Principal) -> Membership:
    """The locked row, if `by` could have given it the roles that it has."""
    require(by, "members.write")
    row = _held(member_id)
    may_grant_roles(by, row.roles)
    return row


def _held(member_id: UUID) -> Membership:
    row: Membership | None = Membership.objects.select_for_update().filter(pk=member_id).first()
    if row is None:
        raise NoSuchMember
    return row


def _keep_an_owner(row: Membership) -> None:
    """Raise LastOwner if nobody but `row` owns the tenant. Locks all owners, or two could leave at the same time."""
    if "owner" not in row.roles or row.suspended_at is not None:
        return
    owners = Membership.objects.select_for_update().filter(roles__contains=["owner"], suspended_at=None)
    if {one.pk for one in owners.order_by("pk")} == {row.pk}:
        raise LastOwner
