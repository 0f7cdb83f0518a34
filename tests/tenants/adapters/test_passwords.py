"""The rules of a password that Django does not bring along."""

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher, get_hashers, make_password
from django.core.exceptions import ValidationError

from config import settings as product
from tenants.adapters.passwords import KindsValidator, NotTheSameValidator
from tenants.models import User


@pytest.mark.parametrize("password", ["abcdefghij", "abcdefghi1", "ABCDEFGHIJ1", "1234567890!", ""])
def test_two_kinds_are_too_few(password: str) -> None:
    with pytest.raises(ValidationError):
        KindsValidator().validate(password)


@pytest.mark.parametrize("password", ["Abcdefghi1", "abcdefg-12", "ABC-123-XYZ", "合言abcdef1"])
def test_three_kinds_do(password: str) -> None:
    KindsValidator().validate(password)


def test_the_present_password_is_no_new_one() -> None:
    user = User(pk=1, email="a@example.com")
    user.set_password("Kite-over-7-hills")
    with pytest.raises(ValidationError):
        NotTheSameValidator().validate("Kite-over-7-hills", user)
    NotTheSameValidator().validate("Kite-over-8-hills", user)


def test_somebody_new_has_no_present_password() -> None:
    NotTheSameValidator().validate("Kite-over-7-hills", User(email="a@example.com"))
    NotTheSameValidator().validate("Kite-over-7-hills", None)


def test_the_product_hashes_with_a_memory_hard_function(settings: object) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS  # type: ignore[attr-defined]
    get_hashers.cache_clear()
    assert isinstance(get_hashers()[0], ScryptPasswordHasher)
    assert make_password("x").startswith("scrypt$")
    get_hashers.cache_clear()
