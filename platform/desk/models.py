"""Ratings, misses in their clusters, drafts, regression cases, wishes, and counts. Private to the app."""

from typing import Any

from django.db import models
from pgvector.django import HalfVectorField

from kit import clock
from kit.models import TenantModel


def tenant_key(to: str) -> Any:
    """A foreign key inside the tenant: the migration writes the composite constraint."""
    return models.ForeignKey(to, models.CASCADE, db_constraint=False, related_name="+")


class Rating(TenantModel):
    """What one subject says about one turn; its texts are masked, and go with the subject's other texts."""

    turn = tenant_key("chat.TurnRow")
    subject = models.CharField(max_length=300)
    by_operator = models.BooleanField(default=False)
    verdict = models.CharField(max_length=4)
    reason = models.CharField(max_length=12, blank=True)
    comment = models.TextField(blank=True)
    correction = models.TextField(blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "turn", "subject"], name="desk_rating_once")]


class Cluster(TenantModel):
    """Questions that ask the same of one bot. `wording` is the oldest of them that is kept, masked."""

    bot = tenant_key("chat.Bot")
    wording = models.TextField()
    centre = HalfVectorField()
    state = models.CharField(max_length=10, default="counted")
    asks = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant_id", "bot", "state", "-last_at"], name="desk_cluster_of_bot")]


class Miss(TenantModel):
    """A turn that the material did not serve: why, and its masked question. One for each turn."""

    turn = tenant_key("chat.TurnRow")
    cluster = tenant_key("desk.Cluster")
    conversation_id = models.UUIDField()
    subject = models.CharField(max_length=300)
    question = models.TextField()
    folded = models.CharField(max_length=64)
    vector = HalfVectorField()
    causes = models.JSONField(default=list)
    asked_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "turn"], name="desk_miss_once")]
        indexes = [
            models.Index(fields=["tenant_id", "folded"], name="desk_miss_folded"),
            models.Index(fields=["tenant_id", "cluster", "-asked_at"], name="desk_miss_of_cluster"),
        ]


class Draft(TenantModel):
    """An answer that an editor stands for; it waits for another person."""

    cluster = tenant_key("desk.Cluster")
    questions = models.JSONField(default=list)
    answer = models.TextField()
    base_id = models.UUIDField()
    source = models.JSONField(default=dict)
    origin = models.CharField(max_length=8, default="person")
    state = models.CharField(max_length=10, default="waiting")
    written_by = models.CharField(max_length=120)
    written_name = models.CharField(max_length=120)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    pair_id = models.UUIDField(null=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant_id", "cluster", "-created_at"], name="desk_draft_of_cluster")]


class Case(TenantModel):
    """A question with what has to come out: a pair, a document, or an outcome."""

    bot = tenant_key("chat.Bot")
    cluster = models.ForeignKey(
        "desk.Cluster", models.SET_NULL, db_constraint=False, related_name="+", null=True, blank=True
    )
    question = models.TextField()
    expects = models.CharField(max_length=8)
    expected = models.JSONField(default=dict)
    passing = models.BooleanField(null=True)
    last_run_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"


class CaseRun(TenantModel):
    """One run of the cases of one bot, or of all of them."""

    bot_id = models.UUIDField(null=True)
    cause = models.CharField(max_length=10)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"


class CaseResult(TenantModel):
    """How a case came out in a run; never changed."""

    case = tenant_key("desk.Case")
    run = tenant_key("desk.CaseRun")
    passed = models.BooleanField()
    outcome = models.CharField(max_length=20)
    why = models.CharField(max_length=40, blank=True)
    turn_id = models.UUIDField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "run", "case"], name="desk_result_once")]
        indexes = [models.Index(fields=["tenant_id", "case", "-created_at"], name="desk_result_of_case")]


class Wish(TenantModel):
    """Somebody wants to be told the answer to his question once there is one."""

    turn = tenant_key("chat.TurnRow")
    subject = models.CharField(max_length=300)
    told_turn_id = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "turn", "subject"], name="desk_wish_once")]
        indexes = [models.Index(fields=["tenant_id", "subject"], name="desk_wish_of_subject")]


class Counted(TenantModel):
    """A turn that was counted, so that none counts twice; its outcome without a word of it."""

    turn = tenant_key("chat.TurnRow")
    bot = tenant_key("chat.Bot")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "turn"], name="desk_counted_once")]
        indexes = [models.Index(fields=["tenant_id", "asked_at"], name="desk_counted_at")]


class Hit(TenantModel):
    """How often a passage was found and cited on a day, in the tenant's zone. The passage may be gone by now."""

    bot = tenant_key("chat.Bot")
    day = models.DateField()
    document_id = models.UUIDField()
    passage_id = models.UUIDField()
    found = models.PositiveIntegerField(default=0)
    cited = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "day", "bot", "passage_id"], name="desk_hit_once"),
        ]
