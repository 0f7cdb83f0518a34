"""Five tries, then a quarter of an hour."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from tenants.adapters import lockout


@pytest.fixture(autouse=True)
def an_empty_cache(django_db_setup: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_the_sixth_try_is_refused() -> None:
    assert [lockout.take_try("a@example.com") for _ in range(7)] == [True] * 5 + [False] * 2


def test_another_spelling_is_the_same_address() -> None:
    for spelling in ("A@example.com", " a@example.com", "a@EXAMPLE.com", "a@example.com", "a@example.com"):
        assert lockout.take_try(spelling)
    assert not lockout.take_try("a@example.com")


def test_addresses_do_not_lock_each_other() -> None:
    for _ in range(6):
        lockout.take_try("a@example.com")
    assert lockout.take_try("b@example.com")


def test_a_success_begins_anew() -> None:
    for _ in range(4):
        lockout.take_try("a@example.com")
    lockout.forget("a@example.com")
    assert [lockout.take_try("a@example.com") for _ in range(6)] == [True] * 5 + [False]


def test_tries_at_the_same_time_count_too() -> None:
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lockout.take_try, ["a@example.com"] * 40))
    assert sum(allowed) == 5


def test_the_fifth_try_starts_the_quarter_of_an_hour_and_later_ones_do_not_prolong_it() -> None:
    key = lockout._key("a@example.com")
    for _ in range(5):
        lockout.take_try("a@example.com")
    cache.touch(key, 100)
    lockout.take_try("a@example.com")
    client = cache._cache.get_client(key)
    assert 0 < client.ttl(cache.make_key(key)) <= 100


def test_the_lock_lasts_fifteen_minutes() -> None:
    for _ in range(4):
        lockout.take_try("a@example.com")
    key = lockout._key("a@example.com")
    cache.touch(key, 10)
    lockout.take_try("a@example.com")
    assert 890 < cache._cache.get_client(key).ttl(cache.make_key(key)) <= 900


def test_the_cache_keeps_no_address() -> None:
    lockout.take_try("a@example.com")
    assert "example" not in lockout._key("a@example.com")
