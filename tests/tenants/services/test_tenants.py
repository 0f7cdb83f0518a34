"""Creating tenants and changing what is known of them."""

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit.errors import Invalid
from kit.scoping import tenant_scope
from tenants.errors import MayNot, SlugTaken
from tenants.selectors import members, tenant_by_slug
from tenants.services import create_tenant, save_tenant
from tests.cast import Person

pytestmark = pytest.mark.django_db


def test_a_new_tenant_is_found_by_its_short_name() -> None:
    made = create_tenant(slug="acorn", name="Acorn", zone="Europe/Berlin")
    assert tenant_by_slug("acorn") == made
    assert made.zone == "Europe/Berlin"


def test_a_new_tenant_has_its_first_owner() -> None:
    made = create_tenant(slug="acorn", name="Acorn", owner_email="Anna@Example.com", owner_name="Anna")
    with tenant_scope(made.id):
        assert [(one.email, one.roles) for one in members()] == [("anna@example.com", {"owner"})]


def test_an_owner_who_has_an_account_keeps_it(cleo: Person) -> None:
    made = create_tenant(slug="second", name="Second", owner_email=cleo.email)
    with tenant_scope(made.id):
        assert [one.user_id for one in members()] == [cleo.user_id]


def test_creating_is_on_record() -> None:
    made = create_tenant(slug="acorn", name="Acorn")
    with tenant_scope(made.id):
        assert entries(Filters(event="tenants.created")).entries[0].data == {"slug": "acorn"}


def test_a_short_name_is_taken_once() -> None:
    create_tenant(slug="acorn", name="Acorn")
    with pytest.raises(SlugTaken):
        create_tenant(slug="acorn", name="Another")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("language", "tlh"),
        ("service_mode", "F"),
        ("uscc", "91110102MAD55U9H0G"),
        ("app_code", "00-1"),
        ("contact_email", "nobody"),
        ("mfa_roles", ["root"]),
        ("name", " "),
        ("slug", "new"),
    ],
)
def test_a_field_that_does_not_fit_is_named(anna: Person, field: str, value: object) -> None:
    with tenant_scope(anna.tenant.id), pytest.raises(Invalid) as caught:
        save_tenant(by=anna.principal, **{field: value})
    assert caught.value.field == field


def test_the_companys_code_is_kept_when_its_check_digit_holds(anna: Person) -> None:
    with tenant_scope(anna.tenant.id):
        assert save_tenant(by=anna.principal, uscc="91110102MAD55U9H0F").uscc == "91110102MAD55U9H0F"


def test_a_plain_member_changes_nothing(anna: Person, ben: Person) -> None:
    with tenant_scope(ben.tenant.id), pytest.raises(MayNot):
        save_tenant(by=ben.principal, name="Ben's")
