"""Leave a failing model alone for a while. Kept per process: each finds out for itself within a few calls."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

FAILURES = 5
"""Failures in a row that open a circuit."""
REST_SECONDS = 15.0
LONGEST_REST = 300.0

Key = tuple[UUID, UUID]
"""Tenant and card: one tenant's key that is refused says nothing about another's."""


@dataclass(slots=True)
class _Circuit:
    failures: int = 0
    openings: int = 0
    closed_again_at: float = 0.0
    trying: bool = False


class Circuits:
    """Closed: calls pass. Open: none. After the rest, one call tries (half-open): its outcome closes or opens again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[Key, _Circuit] = {}
        self._lock = threading.Lock()

    def resting(self, tenant_id: UUID) -> frozenset[UUID]:
        """Cards that this tenant's calls must not use now."""
        with self._lock:
            return frozenset(
                card for (tenant, card), held in self._held.items() if tenant == tenant_id and self._open(held)
            )

    def start(self, key: Key) -> None:
        """A call goes out; the first one after a rest is the try that keeps others away until it has ended."""
        with self._lock:
            held = self._held.get(key)
            if held is not None and held.openings and not self._open(held):
                held.trying = True

    def succeeded(self, key: Key) -> None:
        with self._lock:
            self._held.pop(key, None)

    def abandoned(self, key: Key) -> None:
        """The caller left before there was an outcome: the next call may try."""
        with self._lock:
            if held := self._held.get(key):
                held.trying = False

    def failed(self, key: Key, *, retry_after: float | None = None) -> None:
        """Count a failure. An upstream that names a time is left alone until then."""
        with self._lock:
            held = self._held.setdefault(key, _Circuit())
            held.failures += 1
            tried, held.trying = held.trying, False
            if tried or held.failures >= FAILURES:
                rest = min(REST_SECONDS * 2**held.openings, LONGEST_REST)
                held.openings += 1
                held.closed_again_at = self._clock() + max(rest, min(retry_after or 0.0, LONGEST_REST))

    def _open(self, held: _Circuit) -> bool:
        return held.trying or self._clock() < held.closed_again_at


circuits = Circuits()
