"""Inviting, and coming in by the link."""

from datetime import timedelta

import pytest
from django.core import mail

from kit import clock, outbox
from kit.errors import Invalid, NotFound
from kit.scoping import tenant_scope
from tenants.errors import AlreadyMember, InvitationForOther, InvitationSpent, MayNot
from tenants.selectors import groups, invitations, principal_for_member
from tenants.services import (
    accept_invitation,
    create_group,
    create_user,
    invite_member,
    open_invitation,
    revoke_invitation,
    user_id_by_email,
)
from tenants.types import NewInvitation
from tests.cast import PASSWORD, Person

pytestmark = pytest.mark.django_db

DORA = "dora@example.com"


def invited(anna: Person, email: str = DORA, roles: tuple[str, ...] = ("operator",)) -> NewInvitation:
    with tenant_scope(anna.tenant.id):
        return invite_member(email=email, roles=roles, by=anna.principal)


def test_the_link_lets_a_new_person_in_with_role_and_group(anna: Person) -> None:
    with tenant_scope(anna.tenant.id):
        group = create_group(name="Sales", by=anna.principal)
        made = invite_member(email="Dora@Example.com", roles=["operator"], groups=[group.id], by=anna.principal)
    accept_invitation(token=made.token, name="Dora", password=PASSWORD)
    principal = principal_for_member(user_id_by_email(DORA) or 0, anna.tenant.id)
    assert (principal.name, principal.roles, principal.groups) == ("Dora", {"operator"}, {group.id})


def test_the_link_works_once(anna: Person) -> None:
    made = invited(anna)
    accept_invitation(token=made.token, name="Dora", password=PASSWORD)
    with pytest.raises(InvitationSpent):
        accept_invitation(token=made.token, name="Dora", password=PASSWORD)


def test_the_link_ends_after_a_week(anna: Person) -> None:
    made = invited(anna)
    with clock.freeze(clock.now() + timedelta(days=7, seconds=1)), pytest.raises(InvitationSpent):
        open_invitation(token=made.token)


def test_a_revoked_link_lets_nobody_in(anna: Person) -> None:
    made = invited(anna)
    with tenant_scope(anna.tenant.id):
        revoke_invitation(invitation_id=made.info.id, by=anna.principal)
    with pytest.raises(InvitationSpent):
        accept_invitation(token=made.token, name="Dora", password=PASSWORD)


def test_a_second_invitation_ends_the_first(anna: Person) -> None:
    first, second = invited(anna), invited(anna)
    with pytest.raises(InvitationSpent):
        open_invitation(token=first.token)
    assert open_invitation(token=second.token).email == DORA


@pytest.mark.parametrize("token", ["", "x", "_", "a_b", "\x00_x"])
def test_nonsense_is_a_spent_link(db: None, token: str) -> None:
    with pytest.raises(InvitationSpent):
        open_invitation(token=token)


def test_a_link_of_one_tenant_opens_no_other(anna: Person, cleo: Person) -> None:
    secret = invited(anna).token.partition("_")[2]
    with pytest.raises(InvitationSpent):
        open_invitation(token=f"{cleo.tenant.public_id}_{secret}")


def test_who_has_an_account_must_be_signed_in_to_it(anna: Person) -> None:
    create_user(email=DORA, password=PASSWORD)
    made = invited(anna)
    with pytest.raises(InvitationForOther):
        accept_invitation(token=made.token, name="Dora", password="Another-pass-1")


def test_another_account_cannot_take_the_link(anna: Person, cleo: Person) -> None:
    made = invited(anna)
    with pytest.raises(InvitationForOther):
        accept_invitation(token=made.token, user_id=cleo.user_id)


def test_the_account_of_the_address_comes_in_as_itself(anna: Person, cleo: Person) -> None:
    made = invited(anna, cleo.email, ("auditor",))
    accept_invitation(token=made.token, user_id=cleo.user_id)
    assert principal_for_member(cleo.user_id, anna.tenant.id).roles == {"auditor"}


def test_a_weak_password_leaves_the_link_open(anna: Person) -> None:
    made = invited(anna)
    with pytest.raises(Invalid):
        accept_invitation(token=made.token, name="Dora", password="short")
    assert open_invitation(token=made.token).has_account is False


def test_a_member_is_not_invited_again(anna: Person, ben: Person) -> None:
    with pytest.raises(AlreadyMember):
        invited(anna, ben.email)


def test_a_plain_member_invites_nobody(anna: Person, ben: Person) -> None:
    with tenant_scope(ben.tenant.id), pytest.raises(MayNot):
        invite_member(email=DORA, roles=["owner"], by=ben.principal)


def test_a_group_of_another_tenant_is_not_there(anna: Person, cleo: Person) -> None:
    with tenant_scope(cleo.tenant.id):
        foreign = create_group(name="Theirs", by=cleo.principal)
    with tenant_scope(anna.tenant.id), pytest.raises(NotFound):
        invite_member(email=DORA, roles=["member"], groups=[foreign.id], by=anna.principal)
    with tenant_scope(anna.tenant.id):
        assert groups() == ()


def test_the_mail_carries_the_link(anna: Person) -> None:
    made = invited(anna)
    outbox.run_due(anna.tenant.id)
    assert [one.to for one in mail.outbox] == [[DORA]]
    assert f"/invitation/{made.token}/" in mail.outbox[0].body
    assert "Anna" in mail.outbox[0].body


def test_the_list_shows_what_became_of_each(anna: Person) -> None:
    accept_invitation(token=invited(anna).token, name="Dora", password=PASSWORD)
    invited(anna, "emil@example.com")
    with tenant_scope(anna.tenant.id):
        assert {one.email: one.state for one in invitations()} == {DORA: "accepted", "emil@example.com": "open"}
