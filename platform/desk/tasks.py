"""Work that the desk does near-line: nothing of it stands in a turn's path, and a turn knows nothing of it."""

import asyncio
from datetime import timedelta
from uuid import UUID

from chat.errors import TurnNotFound
from chat.services import TURN_CLOSED
from desk.services.cases import RUN, begin_run, end_run, note_result
from desk.services.counting import count_turn
from desk.services.drafts import TELL
from desk.services.misses import forget, keep, look
from desk.services.ratings import SETTLE
from desk.telling import tell
from desk.trials import desk, run_case
from gateway.embedding import embed
from kit.outbox import Work, enqueue, handler
from kit.scoping import tenant_scope
from knowledge.errors import PairNotFound
from knowledge.selectors import pair
from tenants.types import Principal

INDEXED_AFTER = timedelta(seconds=3)
MOST_TRIES = 40
"""Two minutes: a pair is one passage."""


@handler(TURN_CLOSED)
def follow_turn(work: Work) -> None:
    """Payload: `turn`. Counts it, and looks whether the material served it."""
    try:
        with tenant_scope(work.tenant_id):
            count_turn(turn_id=UUID(work.payload["turn"]))
    except TurnNotFound:
        return
    settle(work)


@handler(SETTLE)
def settle(work: Work) -> None:
    """Payload: `turn`. Puts its question into a cluster, or takes it out again; embeds between two transactions."""
    turn_id = UUID(work.payload["turn"])
    with tenant_scope(work.tenant_id):
        seen = look(turn_id=turn_id)
        if seen is None:
            forget(turn_ids=[turn_id])
            return
    vector = embed([seen.question], kind="question")[0].tolist()
    with tenant_scope(work.tenant_id):
        # Texts may have been erased, or a rating changed, while this computed.
        if (again := look(turn_id=turn_id)) is not None:
            keep(seen=again, vector=vector)


@handler(RUN)
def run_all(work: Work) -> None:
    """Payload: `run`. One question after the other; after a crash it goes on with those that have no result."""
    run_id = UUID(work.payload["run"])
    with tenant_scope(work.tenant_id):
        todo = begin_run(run_id=run_id)
    for case in todo:
        with work.held():
            outcome, why, turn_id = asyncio.run(run_case(case, tenant_id=work.tenant_id))
        with tenant_scope(work.tenant_id):
            note_result(run_id=run_id, case_id=case.id, outcome=outcome, why=why, turn_id=turn_id)
        work.renew()
    with tenant_scope(work.tenant_id):
        end_run(run_id=run_id, actor=desk(work.tenant_id).actor)


@handler(TELL)
def tell_askers(work: Work) -> None:
    """Payload: `cluster`, `pair`, `tries`. Waits until the pair can be found."""
    tries = int(work.payload.get("tries", 0))
    with tenant_scope(work.tenant_id):
        by = desk(work.tenant_id)
        if not _live(UUID(work.payload["pair"]), by):
            if tries < MOST_TRIES:
                enqueue(kind=TELL, payload=work.payload | {"tries": tries + 1}, delay=INDEXED_AFTER)
            return
    with work.held():
        tell(tenant_id=work.tenant_id, cluster_id=UUID(work.payload["cluster"]))


def _live(pair_id: UUID, by: Principal) -> bool:
    try:
        return pair(pair_id, principal=by).live
    except PairNotFound:
        return False
