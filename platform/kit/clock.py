"""Tell the time in UTC, from one place that tests can hold still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def freeze(at: datetime) -> Iterator[None]:
    """Hold the clock at `at` in this context and in units started from it."""
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
