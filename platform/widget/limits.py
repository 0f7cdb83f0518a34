"""Keep one address from opening sessions without end. Without the counter nobody is let in faster, only uncounted."""

import structlog
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from widget.errors import TooMany

log = structlog.get_logger()

PER_MINUTE = 30


def count_session(request: HttpRequest) -> None:
    """Raises TooMany at the 31st session of an address within a minute. An absent counter lets visitors in."""
    key = f"widget:sessions:{request.META.get('REMOTE_ADDR', '')}"
    try:
        cache.add(key, 0, timeout=60)
        begun = cache.incr(key)
    except (RedisError, ValueError):
        log.warning("widget.counter_away")
        return
    if begun > PER_MINUTE:
        raise TooMany
