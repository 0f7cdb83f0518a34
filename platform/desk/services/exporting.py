"""Put on record that figures left the platform."""

from datetime import date

from audit.services import record
from desk import events
from kit.roles import atomic
from tenants.types import Principal


@atomic()
def note_export(*, first: date, last: date, bot: str, by: Principal) -> None:
    """Who took the figures of which days away."""
    data = {"first": first.isoformat(), "last": last.isoformat(), "bot": bot}
    record(events.FIGURES_EXPORTED, actor=by.actor, data=data)
