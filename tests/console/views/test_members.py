"""The members page: invitations, roles, suspension."""

import pytest
from django.test import Client

from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db


def test_an_invitation_is_listed_until_it_is_taken_back(english: Client) -> None:
    text = said(english, page("invite"), {"email": "new@example.com", "roles": ["auditor"]})
    assert "The invitation to new@example.com is on its way." in text
    address = text.split("/members/invitations/")[1].split("/")[0]
    text = said(english, page("revoke_invitation", invitation_id=address))
    assert "no longer works" in text


def test_a_wrong_address_is_told_beside_its_field(anna_client: Client) -> None:
    response = anna_client.post(page("invite"), {"email": "nonsense", "roles": ["member"]})
    assert response.status_code == 200
    assert 'id="id_email_error"' in response.content.decode()


def test_a_member_is_not_invited_twice(english: Client, ben: Person) -> None:
    text = said(english, page("invite"), {"email": ben.email, "roles": ["member"]})
    assert "This person is a member already." in text


def test_roles_are_saved(english: Client, ben: Person) -> None:
    address = page("member", member_id=ben.principal.id)
    said(english, address, {"roles": ["auditor", "operator"]})
    text = english.get(address).content.decode()
    assert text.count("checked") == 2


def test_the_last_owner_cannot_be_removed(english: Client, anna: Person) -> None:
    text = said(english, page("remove_member", member_id=anna.principal.id))
    assert "keeps at least one owner" in text


def test_a_suspended_member_is_let_in_again(english: Client, ben: Person) -> None:
    said(english, page("suspend_member", member_id=ben.principal.id))
    assert ben.client().get("/").status_code == 302
    said(english, page("restore_member", member_id=ben.principal.id))
    assert ben.client().get("/").status_code == 200


def test_another_tenants_member_is_not_there(anna_client: Client, cleo: Person) -> None:
    assert anna_client.get(page("member", member_id=cleo.principal.id)).status_code in (302, 404)
