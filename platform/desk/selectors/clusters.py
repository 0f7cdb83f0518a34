"""Read clusters of questions: the editors' list, and everything about one of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Count, Min

from chat.errors import TurnNotFound
from chat.selectors import bots, logged_turn
from chat.types import BotInfo, TurnRecord
from desk.errors import ClusterNotFound
from desk.models import Cluster, Miss, Rating, Wish
from desk.selectors.drafts import drafts
from desk.types import LISTED, Asked, ClusterInfo, ClusterView, State
from kit import clock
from knowledge.errors import PassageNotFound
from knowledge.selectors import passage
from knowledge.types import Passage
from tenants.types import Principal

HALF_LIFE_DAYS = 14.0
"""A question that was last asked two weeks ago counts half as much as one of today."""
MOST = 200
SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPage:
    """`more`: there are further ones than the list holds."""

    items: tuple[ClusterInfo, ...]
    more: bool


def clusters(*, states: Iterable[State] = LISTED, bot_id: UUID | None = None, limit: int = MOST) -> ClusterPage:
    """Clusters in these states, those first that are asked often and lately."""
    rows = Cluster.objects.filter(state__in=list(states))
    rows = rows.filter(bot_id=bot_id) if bot_id else rows
    found = _infos(list(rows.order_by("-last_at")[: MOST + 1]))
    ordered = sorted(found, key=lambda each: (-weight(each.asks, each.last_at), each.id))
    return ClusterPage(items=tuple(ordered[:limit]), more=len(ordered) > limit)


def weight(asks: int, last_at: datetime) -> float:
    """Asks times recency: what the list is ordered by."""
    days = max(0.0, (clock.now() - last_at).total_seconds() / 86400)
    return float(asks * 0.5 ** (days / HALF_LIFE_DAYS))


def cluster(cluster_id: UUID) -> ClusterInfo:
    """Raises ClusterNotFound."""
    row = Cluster.objects.filter(id=cluster_id).first()
    if row is None:
        raise ClusterNotFound
    return _infos([row])[0]


def cluster_view(cluster_id: UUID, *, reader: Principal) -> ClusterView:
    """How it was asked, with the latest answer and the passages found for it, as far as `reader` may read them.

    Raises ClusterNotFound.
    """
    info = cluster(cluster_id)
    misses = list(Miss.objects.filter(cluster_id=cluster_id).order_by("-asked_at", "-id")[:SHOWN])
    last = _record(misses[0].turn_id, reader) if misses else None
    return ClusterView(
        info=info,
        asked=_asked(misses),
        answer=last.answer if last else "",
        outcome=last.outcome.value if last and last.outcome else "",
        label=last.label if last else "",
        passages=_passages(last, reader) if last else (),
        drafts=drafts(cluster_id),
    )


def clusters_count(states: Iterable[State] = LISTED) -> int:
    """How many wait for an editor."""
    return int(Cluster.objects.filter(state__in=list(states)).count())


def _infos(rows: list[Cluster]) -> tuple[ClusterInfo, ...]:
    ids = [row.id for row in rows]
    known = {each.id: each for each in bots()}
    causes = _causes(ids)
    misses = Miss.objects.filter(cluster_id__in=ids)
    first = {row["cluster_id"]: row["at"] for row in misses.values("cluster_id").annotate(at=Min("asked_at"))}
    wishes = _wishes(ids)
    return tuple(_info(row, known[row.bot_id], causes, first, wishes) for row in rows if row.bot_id in known)


def _info(
    row: Cluster,
    bot: BotInfo,
    causes: Mapping[UUID, Counter[str]],
    first: Mapping[UUID, datetime],
    wishes: Mapping[UUID, int],
) -> ClusterInfo:
    return ClusterInfo(
        id=row.id,
        bot_id=row.bot_id,
        bot_slug=bot.slug,
        bot_name=bot.settings.name,
        wording=row.wording,
        state=cast("State", row.state),
        asks=row.asks,
        people=row.people,
        wishes=wishes.get(row.id, 0),
        causes=dict(causes[row.id].most_common()) if row.id in causes else {},
        first_at=first.get(row.id, row.created_at),
        last_at=row.last_at,
        raised_at=row.raised_at,
    )


def _causes(ids: list[UUID]) -> dict[UUID, Counter[str]]:
    found: dict[UUID, Counter[str]] = {}
    for cluster_id, causes in Miss.objects.filter(cluster_id__in=ids).values_list("cluster_id", "causes"):
        found.setdefault(cluster_id, Counter()).update(causes)
    return found


def _wishes(ids: list[UUID]) -> dict[UUID, int]:
    homes = dict(Miss.objects.filter(cluster_id__in=ids).values_list("turn_id", "cluster_id"))
    waiting = Wish.objects.filter(turn_id__in=list(homes), told_at=None).values("turn_id").annotate(n=Count("id"))
    found: Counter[UUID] = Counter()
    for row in waiting:
        found[homes[row["turn_id"]]] += row["n"]
    return found


def _asked(misses: list[Miss]) -> tuple[Asked, ...]:
    said: dict[UUID, list[Rating]] = {}
    for each in Rating.objects.filter(turn_id__in=[row.turn_id for row in misses]).order_by("created_at"):
        said.setdefault(each.turn_id, []).append(each)
    return tuple(
        Asked(
            turn_id=row.turn_id,
            conversation_id=row.conversation_id,
            question=row.question,
            causes=tuple(row.causes),
            comments=tuple(each.comment for each in said.get(row.turn_id, ()) if each.comment),
            correction=next((each.correction for each in said.get(row.turn_id, ()) if each.correction), ""),
            at=row.asked_at,
        )
        for row in misses
    )


def _record(turn_id: UUID, reader: Principal) -> TurnRecord | None:
    try:
        return logged_turn(turn_id, reader=reader)
    except TurnNotFound:
        return None


def _passages(turn: TurnRecord, reader: Principal) -> tuple[Passage, ...]:
    """What was found, as it stands today, with the figures that it was found with. What is gone is left out."""
    found = []
    for each in turn.passages:
        try:
            now = passage(UUID(each["id"]), principal=reader)
        except PassageNotFound:
            continue
        found.append(replace(now, score=float(each.get("score", 0.0)), arms=dict(each.get("arms") or {})))
    return tuple(found)
