"""Note how signed visitors fare on a site, so that who signs them sees what is wrong with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from chat.models import Site
from kit import clock
from kit.roles import atomic

EVERY = timedelta(minutes=1)
"""A flood of forged identities writes no more than this often."""


@atomic()
def note_signed(*, site_id: UUID, refused: str = "", ignored: Iterable[str] = ()) -> None:
    """A signed visitor was taken, without the attributes that are `ignored`, or refused for a reason. Nobody is named."""
    row = Site.objects.select_for_update().filter(id=site_id).first()
    if row is None:
        return
    kind = "refused" if refused else "taken"
    said = {"why": refused} if refused else {"ignored": sorted(ignored)}
    before = row.signed.get(kind, {})
    recent = before and clock.now() - datetime.fromisoformat(before["at"]) < EVERY
    if recent and {name: before[name] for name in said} == said:
        return
    row.signed = row.signed | {kind: {"at": clock.now().isoformat(), **said}}
    row.save(update_fields=["signed"])
