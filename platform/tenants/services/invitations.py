"""Invite people by a link in a mail, and let them in when they follow it."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from audit.services import record
from kit import clock
from kit.errors import Invalid, NotFound
from kit.ids import decode_id, encode_id
from kit.roles import atomic
from kit.scoping import current_tenant_id, tenant_scope
from tenants import events
from tenants.adapters.mail import render, send_later
from tenants.errors import AlreadyMember, InvitationForOther, InvitationSpent
from tenants.models import Group, Invitation, Membership
from tenants.selectors.members import invitation
from tenants.selectors.tenants import tenant
from tenants.services.members import join
from tenants.services.people import create_user, user_id_by_email
from tenants.services.rights import known_roles, may_grant_roles, require
from tenants.types import InvitationInfo, MembershipInfo, NewInvitation, OpenInvitation, Principal

VALID_FOR = timedelta(days=7)
TOKEN_BYTES = 24


@atomic()
def invite_member(*, email: str, roles: Iterable[str], by: Principal, groups: Iterable[UUID] = ()) -> NewInvitation:
    """Mail a link that lets its reader in once, within a week, with `roles` and into `groups`.

    An open invitation of the same address ends. Raises MayNot, UnknownRole, AboveOwnRights, AlreadyMember, Invalid,
    NotFound (a group).
    """
    require(by, "members.write")
    wanted = known_roles(roles)
    may_grant_roles(by, wanted)
    address = _address(email)
    _not_yet_member(address)
    Invitation.objects.filter(email=address, accepted_at=None, revoked_at=None).update(revoked_at=clock.now())
    secret = secrets.token_hex(TOKEN_BYTES)
    row = Invitation.objects.create(
        email=address,
        digest=_digest(secret),
        roles=wanted,
        groups=_known_groups(groups),
        invited_by=by.actor,
        expires_at=clock.now() + VALID_FOR,
    )
    token = f"{encode_id(current_tenant_id())}_{secret}"
    send_later(_mail(row, token, by))
    data = {"invitation": str(row.id), "roles": wanted}
    record(events.MEMBER_INVITED, actor=by.actor, data=data, personal={"email": address}, subject=f"email:{address}")
    return NewInvitation(info=invitation(row), token=token)


@atomic()
def revoke_invitation(*, invitation_id: UUID, by: Principal) -> InvitationInfo:
    """The link stops working. Raises MayNot, NotFound."""
    require(by, "members.write")
    row: Invitation | None = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if row is None:
        raise NotFound
    if row.accepted_at is None and row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        record(events.INVITATION_REVOKED, actor=by.actor, data={"invitation": str(row.id)})
    return invitation(row)


def open_invitation(*, token: str) -> OpenInvitation:
    """What a link offers, for the page that it opens. Enters the tenant itself. Raises InvitationSpent."""
    tenant_id, secret = _parts(token)
    with tenant_scope(tenant_id):
        row = _held(secret)
        return OpenInvitation(
            tenant_name=tenant().name,
            email=row.email,
            roles=frozenset(row.roles),
            has_account=user_id_by_email(row.email) is not None,
        )


def accept_invitation(
    *, token: str, user_id: int | None = None, name: str = "", password: str | None = None
) -> MembershipInfo:
    """Let the reader of a link in, once. Enters the tenant itself.

    Somebody with an account signs in first and comes as `user_id`: having the mail is not being the account.
    Somebody without one gives `name` and `password`; the link has shown that the address is his. Raises
    InvitationSpent, InvitationForOther, AlreadyMember, Invalid (the password's rules).
    """
    tenant_id, secret = _parts(token)
    with tenant_scope(tenant_id):
        row = _held(secret)
        person = _known_person(row, user_id) or create_user(
            email=row.email, name=name, password=_given(password), verified=True
        )
        groups = Group.objects.filter(pk__in=row.groups).values_list("pk", flat=True)
        member = join(person, row.roles, groups)
        row.accepted_at = clock.now()
        row.save(update_fields=["accepted_at"])
        data = {"invitation": str(row.id), "member": str(member.id)}
        record(events.INVITATION_ACCEPTED, actor=f"member:{member.id}", subject=f"member:{member.id}", data=data)
        return _membership(member)


def _known_person(row: Invitation, user_id: int | None) -> int | None:
    """The account of the invited address, if the reader has signed in to it."""
    owner = user_id_by_email(row.email)
    if owner is None and user_id is None:
        return None
    if owner is None or owner != user_id:
        raise InvitationForOther
    EmailAddress.objects.filter(user_id=owner, email__iexact=row.email).update(verified=True)
    return owner


def _held(secret: str) -> Invitation:
    """The open invitation, locked: two clicks at once are one acceptance."""
    now = clock.now()
    rows = Invitation.objects.select_for_update().filter(digest=_digest(secret), accepted_at=None, revoked_at=None)
    row: Invitation | None = rows.filter(expires_at__gt=now).first()
    if row is None:
        raise InvitationSpent
    return row


def _parts(token: str) -> tuple[UUID, str]:
    public_id, _, secret = token.partition("_")
    try:
        return decode_id(public_id), secret
    except ValueError as error:
        raise InvitationSpent from error


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _given(password: str | None) -> str:
    if not password:
        raise Invalid(field="password")
    return password


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(field="email") from error
    return address


def _not_yet_member(address: str) -> None:
    if Membership.objects.filter(user__email__iexact=address).exists():
        raise AlreadyMember(field="email")


def _known_groups(groups: Iterable[UUID]) -> list[UUID]:
    wanted = set(groups)
    if Group.objects.filter(pk__in=wanted).count() != len(wanted):
        raise NotFound(field="groups")
    return sorted(wanted)


def _mail(row: Invitation, token: str, by: Principal) -> EmailMessage:
    link = f"{settings.CONSOLE_URL}/invitation/{token}/"
    values = {"tenant": tenant().name, "link": link, "days": VALID_FOR.days, "by": by.name}
    return render("email/invitation", row.email, values)


def _membership(row: Membership) -> MembershipInfo:
    held = tenant()
    return MembershipInfo(
        id=row.id, tenant_id=held.id, tenant_slug=held.slug, tenant_name=held.name, roles=frozenset(row.roles)
    )
