"""Note the turns that the material did not serve, and put each beside the questions that ask the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from pgvector import HalfVector
from pgvector.django import CosineDistance

from audit.services import record
from chat.errors import BotNotFound, TurnNotFound
from chat.selectors import bot, turn_record
from chat.turn import Outcome
from chat.types import TurnRecord
from consent.selectors import allowed, grants, withdrawn
from desk import events
from desk.likeness import SAME, apart, centre, cosine, digest, likeness, profile
from desk.models import Cluster, Draft, Miss, Rating, Wish
from desk.services.counting import counts
from kit import clock
from kit.roles import alias, atomic
from kit.scoping import current_tenant_id
from tenants.types import Subject

ACTOR = "job:desk"
ASKED_AGAIN = 2
"""Conversations in which a question has to come up before an editor sees it. One alone may be a slip of the tongue;
whoever asks again in the same conversation has not asked a second time."""
NEAREST = 12
SAMPLE = 6
CENTRE_OF = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a turn that missed, before its question is compared."""

    turn_id: UUID
    bot_id: UUID
    conversation_id: UUID
    subject: str
    question: str
    causes: tuple[str, ...]
    raised: bool
    asked_at: datetime


def look(*, turn_id: UUID) -> Seen | None:
    """The turn if it missed and its question may be kept; None for all others, and for what is gone."""
    try:
        turn = turn_record(turn_id)
        bot_id = bot(turn.bot_slug).id
    except (TurnNotFound, BotNotFound):
        return None
    ratings = list(Rating.objects.filter(turn_id=turn_id).order_by("created_at"))
    causes = causes_of(turn, ratings)
    feedback = bool(ratings) or Wish.objects.filter(turn_id=turn_id).exists()
    if not (causes and counts(turn) and turn.masked.strip() and may_keep(turn, feedback=feedback)):
        return None
    return Seen(
        turn_id=turn.id,
        bot_id=bot_id,
        conversation_id=turn.conversation_id,
        subject=turn.subject,
        question=turn.masked.strip(),
        causes=causes,
        raised=any(each.by_operator and each.verdict == "bad" for each in ratings),
        asked_at=turn.opened_at,
    )


def causes_of(turn: TurnRecord, ratings: Iterable[Rating]) -> tuple[str, ...]:
    """Why a turn counts as missed, each once: not in the material, what people found bad, or an operator's correction."""
    found = [Outcome.NOT_IN_MATERIAL.value] if turn.outcome is Outcome.NOT_IN_MATERIAL else []
    for each in ratings:
        if each.correction:
            found.append("corrected")
        if each.verdict == "bad":
            found.append(each.reason or "bad")
    return tuple(dict.fromkeys(found))


def may_keep(turn: TurnRecord, *, feedback: bool) -> bool:
    """May the masked question be kept to find what the material lacks?

    Whoever rates an answer or asks to be told wants it to be looked at: that is the service itself. Otherwise it is
    improvement, for which a customer or visitor must have agreed; staff may refuse it. A key that names nobody has
    nobody's data. Without the service's basis nothing is kept.
    """
    channel, _, external = turn.subject.partition(":")
    if not external or withdrawn([turn.subject], "service"):
        return False
    if feedback or (channel == "api" and external.startswith("key:")):
        return True
    subject = Subject(tenant_id=current_tenant_id(), channel=channel, external_id=external)  # type: ignore[arg-type]
    if allowed(subject, "improvement"):
        return True
    decided = [each.kind for each in grants(subject) if each.purpose == "improvement"]
    return channel == "console" and not decided


@atomic()
def keep(*, seen: Seen, vector: Sequence[float]) -> UUID:
    """Put the miss into its cluster, an old one or a new one; gives the cluster. The same turn again changes its row."""
    _one_at_a_time(seen.bot_id)
    row = Miss.objects.filter(turn_id=seen.turn_id).first()
    if row is not None:
        row.causes = list(seen.causes)
        row.save(update_fields=["causes"])
    else:
        cluster = _home_of(seen, vector)
        row = Miss.objects.create(
            turn_id=seen.turn_id,
            cluster=cluster,
            conversation_id=seen.conversation_id,
            subject=seen.subject,
            question=seen.question,
            folded=digest(seen.question),
            vector=HalfVector(list(vector)),
            causes=list(seen.causes),
            asked_at=seen.asked_at,
        )
    refresh(row.cluster_id, raised=seen.raised, asked_at=seen.asked_at)
    cluster_id: UUID = row.cluster_id
    return cluster_id


@atomic()
def forget(*, turn_ids: Sequence[UUID]) -> None:
    """Take these turns out of their clusters: they were served after all, or their texts are erased."""
    rows = Miss.objects.filter(turn_id__in=list(turn_ids))
    touched = sorted(set(rows.values_list("cluster_id", flat=True)))
    rows.delete()
    for cluster_id in touched:
        refresh(cluster_id)


def refresh(cluster_id: UUID, *, raised: bool = False, asked_at: datetime | None = None) -> None:
    """Bring a cluster's figures, wording and state in step with its misses. One without any goes, unless somebody has
    written an answer for it: then the answer's first question names it, and nobody's words are left."""
    cluster = Cluster.objects.select_for_update().filter(id=cluster_id).first()
    if cluster is None:
        return
    misses = Miss.objects.filter(cluster=cluster)
    cluster.asks = misses.values("conversation_id").distinct().count()
    cluster.people = misses.values("subject").distinct().count()
    if not cluster.asks:
        _emptied(cluster)
        return
    oldest = misses.order_by("asked_at", "id").values_list("question", flat=True).first()
    newest = list(misses.order_by("-asked_at", "-id").values_list("vector", "asked_at")[:CENTRE_OF])
    cluster.wording = oldest
    cluster.centre = HalfVector(centre([vector for vector, _ in newest]))
    cluster.last_at = newest[0][1]
    _raise(cluster, raised, asked_at)
    cluster.save()


def _raise(cluster: Cluster, raised: bool, asked_at: datetime | None) -> None:
    """On the editors' list from the second asking, at once for an operator, and again when the answer did not help."""
    again = cluster.state == "answered" and asked_at is not None and asked_at > (cluster.settled_at or asked_at)
    due = cluster.state == "counted" and (raised or cluster.asks >= ASKED_AGAIN)
    if not (due or again):
        return
    cluster.state = "open"
    cluster.raised_at = clock.now()
    cause = "operator" if raised else "asked_again" if due else "answered_in_vain"
    data = {"cluster": str(cluster.id), "bot": str(cluster.bot_id), "asks": cluster.asks, "cause": cause}
    record(events.CLUSTER_RAISED, actor=ACTOR, data=data)


def _emptied(cluster: Cluster) -> None:
    draft = Draft.objects.filter(cluster=cluster).order_by("-created_at").first()
    if draft is None:
        cluster.delete()
        return
    cluster.wording = draft.questions[0]
    cluster.save()


def _home_of(seen: Seen, vector: Sequence[float]) -> Cluster:
    """The cluster that asks the same: word for word, else the most alike one that no guard keeps apart, else a new one."""
    said = Miss.objects.filter(folded=digest(seen.question), cluster__bot_id=seen.bot_id).select_related("cluster")
    if same := said.order_by("created_at", "id").first():
        found: Cluster = same.cluster
        return found
    wanted = HalfVector(list(vector))
    near = Cluster.objects.filter(bot_id=seen.bot_id).annotate(distance=CosineDistance("centre", wanted))
    scored = [(_score(seen.question, vector, each), each) for each in near.order_by("distance", "id")[:NEAREST]]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].created_at.timestamp(), pair[1].id), default=None)
    if best is not None and best[0] >= SAME:
        return best[1]
    return Cluster.objects.create(
        bot_id=seen.bot_id, wording=seen.question, centre=wanted, last_at=seen.asked_at, created_at=seen.asked_at
    )


def _score(question: str, vector: Sequence[float], cluster: Cluster) -> float:
    """How much the question is like the cluster's; 0 where a guard keeps it from any of them."""
    asked = profile(question)
    newest = Miss.objects.filter(cluster=cluster).order_by("-asked_at", "-id").values_list("question", flat=True)
    members = [profile(each) for each in dict.fromkeys([cluster.wording, *newest[:SAMPLE]])]
    if any(apart(asked, each) for each in members):
        return 0.0
    near = cosine(vector, cluster.centre)
    return max(likeness(asked, each, near) for each in members)


def _one_at_a_time(bot_id: UUID) -> None:
    """Two workers that meet the same new question must not open two clusters for it."""
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"desk.cluster:{bot_id}"])
