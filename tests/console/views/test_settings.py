"""The organisation's facts, and what a person decides about his own data."""

import pytest
from django.test import Client

from consent.selectors import allowed
from console.auth import subject_of
from kit.scoping import tenant_scope
from tenants.selectors import tenant
from tests.cast import Person
from tests.console.conftest import page, said

FACTS = {"name": "Acorn Ltd", "service_mode": "E", "zone": "Europe/Berlin", "language": "en", "password_days": "0"}


@pytest.mark.django_db
def test_facts_are_saved(english: Client, anna: Person) -> None:
    said(english, page("settings"), FACTS)
    with tenant_scope(anna.tenant.id):
        assert (tenant().name, tenant().zone) == ("Acorn Ltd", "Europe/Berlin")


@pytest.mark.django_db
def test_a_credit_code_with_a_wrong_check_digit_is_refused(anna_client: Client) -> None:
    text = said(anna_client, page("settings"), FACTS | {"uscc": "91110102MAD55U9H0A"})
    assert "代码无效：校验位不符。" in text


@pytest.mark.django_db
def test_a_plain_member_sees_his_account_only(ben_client: Client) -> None:
    text = ben_client.get(page("settings")).content.decode()
    assert "我的账号" in text
    assert 'name="service_mode"' not in text
    assert ben_client.post(page("settings"), FACTS).status_code == 403


def test_an_optional_purpose_is_off_until_it_is_switched_on_and_off_again(ben: Person, handbook: object) -> None:
    client = ben.client()

    def agreed() -> bool:
        with tenant_scope(ben.tenant.id):
            return allowed(subject_of(ben.principal), "improvement")

    assert not agreed()
    client.post(page("decide", purpose="improvement"), {"agree": "1"})
    assert agreed()
    client.post(page("decide", purpose="improvement"), {"agree": "0"})
    assert not agreed()


@pytest.mark.django_db
def test_the_service_itself_is_no_optional_purpose(ben_client: Client) -> None:
    assert ben_client.post(page("decide", purpose="service")).status_code == 404
