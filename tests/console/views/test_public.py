"""Pages without a tenant: choosing one, invitations, the page about the AI."""

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from tenants.services import invite_member
from tests.cast import Person, joined
from tests.console.conftest import page

pytestmark = pytest.mark.django_db


def invited(anna: Person, email: str) -> str:
    with tenant_scope(anna.tenant.id):
        return invite_member(email=email, roles=["member"], by=anna.principal).token


def test_the_only_organisation_is_taken_without_asking(anna: Person) -> None:
    client = anna.client()
    session = client.session
    del session["tenant"]
    session.save()
    assert client.get(page("choose_tenant")).url == "/"


def test_who_belongs_to_two_is_asked(anna: Person, cleo: Person) -> None:
    joined(anna.user_id, anna.email, "anna", cleo.tenant, "member")
    client = anna.client()
    assert client.get(page("choose_tenant")).content.decode().count('name="tenant"') == 2
    client.post(page("choose_tenant"), {"tenant": str(cleo.tenant.id)})
    assert client.session["tenant"] == str(cleo.tenant.id)


def test_nobody_chooses_a_tenant_that_is_not_his(anna: Person, cleo: Person) -> None:
    client = anna.client()
    assert client.post(page("choose_tenant"), {"tenant": str(cleo.tenant.id)}).status_code == 403
    assert client.post(page("choose_tenant"), {"tenant": "nonsense"}).status_code == 302
    assert client.session["tenant"] == str(anna.tenant.id)


def test_a_newcomer_makes_an_account_with_the_link(client: Client, anna: Person) -> None:
    token = invited(anna, "new@example.com")
    assert "new@example.com" in client.get(page("invitation", token=token)).content.decode()
    done = client.post(page("invitation", token=token), {"name": "New", "password": "Quiet-7-Harbour"})
    assert done.status_code == 302
    assert client.get(page("invitation", token=token)).status_code == 404


def test_a_weak_password_is_told_beside_its_field(client: Client, anna: Person) -> None:
    token = invited(anna, "new@example.com")
    text = client.post(page("invitation", token=token), {"name": "New", "password": "short"}).content.decode()
    assert 'id="id_password_error"' in text


def test_who_has_an_account_is_asked_to_sign_in_first(client: Client, anna: Person, cleo: Person) -> None:
    token = invited(anna, cleo.email)
    assert "password" not in client.get(page("invitation", token=token)).content.decode()


def test_the_page_about_the_ai_is_open_to_everybody_and_names_the_register(client: Client) -> None:
    text = client.get(page("about_ai")).content.decode()
    assert "适用人群" in text
    assert 'href="https://beian.cac.gov.cn/"' in text


def test_an_organisations_page_names_it_and_its_models(client: Client, anna: Person) -> None:
    text = client.get(page("about_tenant", public_id=anna.tenant.public_id)).content.decode()
    assert anna.tenant.name in text
    assert "extractive" in text
    assert client.get(page("about_tenant", public_id="nobody")).status_code == 404
