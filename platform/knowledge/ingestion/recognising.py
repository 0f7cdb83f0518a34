"""Long recognitions take turns: what was done is kept, and after a while other documents come first."""

from __future__ import annotations

import time
from typing import Any

from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge import files
from knowledge.ingestion.progress import Item, Paused, hold
from knowledge.reading.recognising import Pages
from knowledge.recognised import as_data, found_from

TURN = 40.0  # seconds until the next document has its turn
KEEP_EVERY = 5.0  # seconds; an interruption loses no more


class Turn:
    """One document's turn at the recogniser: `pages` begins with what earlier turns did."""

    def __init__(self, work: Work, item: Item) -> None:
        self._work, self._item = work, item
        self._began = self._kept = time.monotonic()
        self.pages: Pages = {int(number): found_from(each) for number, each in kept(item).items()}

    def heard(self, done: int, wanted: int) -> None:
        """Keep what is done and the lease. Raises Paused when the turn is over, Overtaken when the version is gone."""
        now = time.monotonic()
        if now - self._kept < KEEP_EVERY or done == wanted:
            return
        self._kept = now
        self._keep(wanted - done)
        self._work.renew()
        if now - self._began > TURN:
            raise Paused

    def _keep(self, waiting: int) -> None:
        with tenant_scope(self._work.tenant_id):
            row = hold(self._item.id, after="received")
            # While the version is held, so that a deletion leaves nothing behind.
            pages = {number: as_data(found) for number, found in self.pages.items()}
            files.store_reading(self._item.file, {"recognised": pages})
            row.quality = {"recognised": len(self.pages), "waiting": waiting}
            row.save(update_fields=["quality"])


def kept(item: Item) -> dict[str, Any]:
    """The pages that earlier turns recognised, by their number."""
    try:
        held: dict[str, Any] = files.load_reading(item.file).get("recognised", {})
    except FileNotFoundError:
        return {}
    return held
