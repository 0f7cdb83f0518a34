"""Lock an address out after five failed sign-ins. It works the same for addresses that have no account."""

from django.core.cache import cache

from kit.crypto import mac

LIMIT = 5
MINUTES = 15


def take_try(email: str) -> bool:
    """Count a try before it is made, so that tries at the same time count too. False: locked.

    The fifth try starts the quarter of an hour; tries while locked do not prolong it.
    """
    key = _key(email)
    cache.add(key, 0, MINUTES * 60)
    count = cache.incr(key)
    if count == LIMIT:
        cache.touch(key, MINUTES * 60)
    return count <= LIMIT


def is_last_try(email: str) -> bool:
    """Was the try that was just counted the one that locks?"""
    return cache.get(_key(email)) == LIMIT


def forget(email: str) -> None:
    """After a success the count begins anew."""
    cache.delete(_key(email))


def _key(email: str) -> str:
    """The cache keeps no address."""
    return "sign-in:" + mac("sign-in", email.strip().lower().encode())
