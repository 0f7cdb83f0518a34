"""Promise every tenant its daily housekeeping: reminders of reviews, and the sweep of files that nobody has."""

from datetime import date

from django.utils import timezone

from kit import clock
from kit.outbox import enqueue_once
from kit.roles import acting_as
from kit.scoping import tenant_scope
from tenants.selectors import tenant_ids

KIND = "knowledge.daily"
HOUR = 3
"""When the night is quietest, in the installation's zone. A clerk that was away then does it when it is back."""


class Daily:
    """The clerk's. What it did last is in memory; the outbox keeps a clerk that starts anew from doing it twice."""

    def __init__(self) -> None:
        self._done: date | None = None

    def __call__(self) -> None:
        moment = timezone.localtime(clock.now())
        if self._done == moment.date() or moment.hour < HOUR:
            return
        with acting_as("app"):
            for tenant_id in tenant_ids():
                with tenant_scope(tenant_id):
                    enqueue_once(kind=KIND, payload={"day": moment.date().isoformat()}, queue="offline")
        self._done = moment.date()
