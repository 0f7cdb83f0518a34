"""The organisation's form."""

import pytest

from console.inputs.settings import TenantForm

FACTS = {"name": "Acorn", "service_mode": "E", "zone": "Asia/Shanghai", "language": "zh-hans", "password_days": "0"}


@pytest.mark.parametrize("code", ["91110102MAD55U9H0F", " 91440300708461136t "])
def test_a_valid_credit_code_is_taken(code: str) -> None:
    form = TenantForm(FACTS | {"uscc": code})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["uscc"] == code.strip().upper()


def test_a_code_with_a_wrong_check_digit_is_not() -> None:
    assert "uscc" in TenantForm(FACTS | {"uscc": "91110102MAD55U9H0A"}).errors


def test_a_zone_that_is_held_stays_a_choice() -> None:
    form = TenantForm(FACTS | {"zone": "Africa/Cairo"}, initial={"zone": "Africa/Cairo"})
    assert form.is_valid(), form.errors


def test_an_unknown_zone_is_refused() -> None:
    assert "zone" in TenantForm(FACTS | {"zone": "Mars/Olympus"}).errors
