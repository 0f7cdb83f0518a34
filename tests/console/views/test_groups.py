"""Groups: made, renamed, deleted."""

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from tenants.selectors import groups
from tests.cast import Person
from tests.console.conftest import page, said

pytestmark = pytest.mark.django_db


def test_a_group_is_made_and_renamed(english: Client, anna: Person) -> None:
    said(english, page("groups"), {"name": "Finance"})
    with tenant_scope(anna.tenant.id):
        made = groups()[0]
    said(english, page("rename_group", group_id=made.id), {"name": "Money"})
    assert 'value="Money"' in english.get(page("groups")).content.decode()


def test_a_taken_name_is_told_beside_the_field(english: Client) -> None:
    said(english, page("groups"), {"name": "Finance"})
    text = said(english, page("groups"), {"name": "Finance"})
    assert "This name is taken." in text


def test_a_deleted_group_is_gone(english: Client, anna: Person) -> None:
    said(english, page("groups"), {"name": "Finance"})
    with tenant_scope(anna.tenant.id):
        made = groups()[0]
    assert "Its members stay members." in said(english, page("delete_group", group_id=made.id))
