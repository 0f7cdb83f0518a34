"""Promise work inside a transaction, carry it through Celery, and sweep up what was dropped on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID

import structlog
from celery import current_app
from django.db import InterfaceError, OperationalError, connections
from django.db.models import F, Q
from django.db.transaction import on_commit
from kombu.exceptions import OperationalError as BrokerAway

from kit import clock
from kit.models import OutboxItem
from kit.roles import acting_as, alias, atomic
from kit.scoping import current_tenant_id, tenant_scope

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
RENEWS = 20.0
"""Seconds between two renewals of a lease that is held: two may fail before it runs out."""
MAX_ATTEMPTS = 8
RESEND_AFTER = timedelta(seconds=5)
KEPT = timedelta(days=30)
"""How long finished work can still be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a handler gets. It runs outside any scope and opens `tenant_scope(work.tenant_id)` for each step."""

    item_id: UUID
    tenant_id: UUID
    payload: dict[str, Any]
    attempt: int

    @property
    def last_attempt(self) -> bool:
        return self.attempt >= MAX_ATTEMPTS

    def renew(self) -> None:
        """Keep the lease for another minute; call it between long steps."""
        with tenant_scope(self.tenant_id):
            OutboxItem.objects.filter(id=self.item_id).update(lease_until=clock.now() + LEASE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the lease while the block runs, however long it waits for a model or a web site. It ends with the process."""
        over = Event()
        thread = Thread(target=self._renew_until, args=(over,), name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _renew_until(self, over: Event) -> None:
        while not over.wait(RENEWS):
            try:
                self.renew()
            except (OperationalError, InterfaceError):
                log.warning("outbox.lease_not_renewed", item=str(self.item_id))  # the next beat tries again
            finally:
                connections.close_all()


Handler = Callable[[Work], None]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what does work of `kind`. The same kind twice is a programming error."""

    def register(function: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = function
        return function

    return register


def enqueue(*, kind: str, payload: dict[str, Any], queue: str = "nearline", delay: timedelta = timedelta()) -> UUID:
    """Promise work in the present transaction and scope; it is sent once that commits."""
    item = OutboxItem.objects.create(kind=kind, payload=payload, queue=queue, due_at=clock.now() + delay)
    if not delay:
        tenant_id = current_tenant_id()
        on_commit(lambda: send(item.id, tenant_id, queue), using=alias())
    return item.id


def enqueue_once(*, kind: str, payload: dict[str, Any], queue: str = "nearline") -> bool:
    """Promise work unless the very same was promised before, done or not. Answers whether it was promised here."""
    if OutboxItem.objects.filter(kind=kind, payload=payload).exists():
        return False
    enqueue(kind=kind, payload=payload, queue=queue)
    return True


def send(item_id: UUID, tenant_id: UUID, queue: str) -> None:
    """Hand the item to the broker. A broker that is away is no loss: the sweep sends it again."""
    try:
        current_app.send_task("outbox.run", args=[str(item_id), str(tenant_id)], queue=queue, retry=False)
    except (BrokerAway, OSError):
        log.warning("outbox.broker_away", item=str(item_id))


def sweep(limit: int = 200) -> int:
    """The clerk's: send again what is due and held by nobody. Answers how many were sent."""
    moment = clock.now()
    free = Q(lease_until=None) | Q(lease_until__lt=moment)
    with acting_as("clerk"), atomic():
        due = OutboxItem.objects.filter(free, done_at=None, dead_at=None, due_at__lt=moment)
        due = due.select_for_update(skip_locked=True).order_by("due_at")[:limit]
        items = list(due.values_list("id", "tenant_id", "queue"))
        OutboxItem.objects.filter(id__in=[item[0] for item in items]).update(due_at=moment + RESEND_AFTER)
    for item_id, tenant_id, queue in items:
        send(item_id, tenant_id, queue)
    return len(items)


def prune(limit: int = 5000) -> int:
    """The clerk's: delete what was done longer ago than `KEPT`; how many. What was given up stays for a person to see."""
    with acting_as("clerk"), atomic():
        old = OutboxItem.objects.filter(done_at__lt=clock.now() - KEPT).order_by("done_at")
        gone = list(old.values_list("id", flat=True)[:limit])
        OutboxItem.objects.filter(id__in=gone).delete()
    return len(gone)


def run_item(item_id: UUID, tenant_id: UUID) -> bool:
    """Do the work if nobody else holds it. Answers whether it was done here; an error goes on to the carrier."""
    work, kind = _claim(item_id, tenant_id)
    if work is None:
        return False
    try:
        _handlers[kind](work)
    except Exception as error:  # whatever it was must be on the row before the carrier sees it
        _fail(work, error)
        raise
    with tenant_scope(tenant_id):
        OutboxItem.objects.filter(id=item_id).update(done_at=clock.now(), error="")
    return True


def run_due(tenant_id: UUID) -> int:
    """Run here and now what is due for one tenant: for commands without a worker, and for tests."""
    done = 0
    while True:
        with tenant_scope(tenant_id):
            open_items = OutboxItem.objects.filter(_claimable(), due_at__lte=clock.now())
            ids = list(open_items.order_by("created_at").values_list("id", flat=True)[:100])
        if not sum(run_item(item_id, tenant_id) for item_id in ids):
            return done
        done += len(ids)


def _claimable() -> Q:
    free = Q(lease_until=None) | Q(lease_until__lt=clock.now())
    return free & Q(done_at=None, dead_at=None)


def _claim(item_id: UUID, tenant_id: UUID) -> tuple[Work | None, str]:
    with tenant_scope(tenant_id):
        rows = OutboxItem.objects.filter(_claimable(), id=item_id)
        if not rows.update(lease_until=clock.now() + LEASE, attempts=F("attempts") + 1):
            return None, ""
        item = OutboxItem.objects.get(id=item_id)
    work = Work(item_id=item.id, tenant_id=tenant_id, payload=item.payload, attempt=item.attempts)
    return work, item.kind


def _fail(work: Work, error: Exception) -> None:
    """Put the item back with a growing pause, or to rest after the last attempt."""
    pause = timedelta(seconds=2**work.attempt)
    with tenant_scope(work.tenant_id):
        OutboxItem.objects.filter(id=work.item_id).update(
            error=type(error).__name__[:200],
            lease_until=None,
            due_at=clock.now() + pause,
            dead_at=clock.now() if work.last_attempt else None,
        )
