"""What the record of a sign-in holds, and what it does not."""

import pytest
from django.core.cache import cache
from django.test import Client

from audit.selectors import entries
from audit.types import Filters
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from tests.cast import PASSWORD, Person

pytestmark = pytest.mark.django_db


def post(email: str, password: str) -> str:
    cache.clear()
    Client().post("/account/login/", {"login": email, "password": password})
    with tenant_scope(PLATFORM_TENANT):
        return str(entries(Filters()).entries)


def test_a_failure_is_marked_as_one_and_names_no_address(anna: Person) -> None:
    shown = post(anna.email, "wrong-Password-1")
    assert "success=False" in shown
    assert anna.email not in shown
    assert "wrong-Password-1" not in shown


def test_a_success_is_marked_as_one(anna: Person) -> None:
    shown = post(anna.email, PASSWORD)
    assert "tenants.signed_in" in shown
    assert "success=False" not in shown


def test_the_tenants_own_record_is_not_touched(anna: Person) -> None:
    post(anna.email, PASSWORD)
    with tenant_scope(anna.tenant.id):
        assert "signed_in" not in str(entries(Filters()).entries)
