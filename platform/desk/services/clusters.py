"""Decide what becomes of a cluster of questions."""

from typing import Final
from uuid import UUID

from audit.services import record
from desk import events
from desk.errors import ClusterNotFound
from desk.models import Cluster
from desk.types import State
from kit import clock
from kit.errors import Invalid
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

BY_HAND: Final[frozenset[State]] = frozenset({"open", "refuse", "off_topic"})
"""What an editor may set; the other states follow from drafts and from what is asked."""
PERMISSION = "knowledge.write"


@atomic()
def settle_cluster(*, cluster_id: UUID, state: State, by: Principal) -> None:
    """Take a cluster off the list (to be refused, or nobody's topic here), or put it back (`open`).

    Raises MayNot, ClusterNotFound, Invalid.
    """
    require(by, PERMISSION)
    if state not in BY_HAND:
        raise Invalid(field="state")
    set_state(locked(cluster_id), state, by)


def locked(cluster_id: UUID) -> Cluster:
    """The row, for the rest of the transaction. Raises ClusterNotFound."""
    row: Cluster | None = Cluster.objects.select_for_update().filter(id=cluster_id).first()
    if row is None:
        raise ClusterNotFound
    return row


def set_state(row: Cluster, state: State, by: Principal) -> None:
    """Nothing where it is so already."""
    if row.state == state:
        return
    before, row.state = row.state, state
    row.settled_at = None if state in ("open", "waiting") else clock.now()
    row.raised_at = row.raised_at or clock.now()
    row.save(update_fields=["state", "settled_at", "raised_at"])
    data = {"cluster": str(row.id), "state": state, "before": before}
    record(events.CLUSTER_SETTLED, actor=by.actor, data=data)
