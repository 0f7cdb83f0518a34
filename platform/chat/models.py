"""Bots with their versions, conversations, turns with their texts, and the journal. Private to the app."""

from typing import Any

from django.db import models
from django.db.models import Q

from kit import clock
from kit.models import TenantModel


def tenant_key(to: str) -> Any:
    """A foreign key inside the tenant: the migration writes the composite constraint."""
    return models.ForeignKey(to, models.CASCADE, db_constraint=False, related_name="+")


class Bot(TenantModel):
    """What has no versions: its address and its switches."""

    slug = models.SlugField(max_length=60, db_index=False)
    version = models.PositiveIntegerField(default=1)
    published = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "slug"], name="chat_bot_slug")]


class BotVersion(TenantModel):
    """One save of a bot's settings; never changed."""

    bot = tenant_key("chat.Bot")
    version = models.PositiveIntegerField()
    settings = models.JSONField()
    saved_by = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "bot", "version"], name="chat_bot_version")]


class Conversation(TenantModel):
    """The turns of one subject with one bot."""

    bot = tenant_key("chat.Bot")
    subject = models.CharField(max_length=300)
    channel = models.CharField(max_length=20)
    test = models.BooleanField(default=False)
    title = models.CharField(max_length=60, blank=True)
    turns = models.PositiveIntegerField(default=0)
    # What the person said about himself here, by attribute; '' where he was asked and did not know.
    said = models.JSONField(default=dict, db_default={})
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant_id", "subject", "-last_at"], name="chat_conversation_subject")]


class TurnRow(TenantModel):
    """What is known about a turn without its texts: it stays when the texts are erased."""

    conversation = tenant_key("chat.Conversation")
    bot = tenant_key("chat.Bot")
    bot_version = models.PositiveIntegerField()
    actor = models.CharField(max_length=120)
    subject = models.CharField(max_length=300)
    channel = models.CharField(max_length=20)
    test = models.BooleanField(default=False)
    language = models.CharField(max_length=10)

    idempotency_key = models.CharField(max_length=200, blank=True)
    request_digest = models.CharField(max_length=64, blank=True)

    lease = models.UUIDField()
    lease_until = models.DateTimeField()
    watched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=80, blank=True)
    finish = models.CharField(max_length=20, blank=True)
    failure = models.JSONField(null=True)
    basis = models.JSONField(default=dict)
    sensitivity = models.CharField(max_length=20, blank=True)
    verdicts = models.JSONField(default=list)
    decision = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    timings = models.JSONField(default=list)
    withheld = models.PositiveIntegerField(default=0)
    prompt_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=300, blank=True)
    aigc = models.JSONField(default=dict)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "actor", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="chat_turn_idempotency",
            )
        ]
        indexes = [
            models.Index(fields=["tenant_id", "conversation", "created_at"], name="chat_turn_conversation"),
            models.Index(fields=["tenant_id", "subject"], name="chat_turn_subject"),
            models.Index(fields=["lease_until"], condition=Q(closed_at=None), name="chat_turn_open"),
        ]


class TurnText(TenantModel):
    """Everything personal about a turn, in one row that can be erased."""

    turn = models.OneToOneField("chat.TurnRow", on_delete=models.CASCADE, db_constraint=False, related_name="text")
    question = models.TextField()
    masked = models.TextField(blank=True)
    searched = models.TextField(blank=True)
    # The attributes by which the search was narrowed, and the question back with its choices.
    applied = models.JSONField(default=dict, db_default={})
    clarified = models.JSONField(default=dict, db_default={})
    answer = models.TextField(blank=True)
    citations = models.JSONField(default=list)
    passages = models.JSONField(default=list)
    prompt = models.JSONField(default=list)

    class Meta:
        base_manager_name = "objects"


class JournalPiece(TenantModel):
    """Text that was released to a client while its turn is open; `seq` counts the characters up to its end."""

    turn = tenant_key("chat.TurnRow")
    seq = models.PositiveIntegerField()
    text = models.TextField()
    citations = models.JSONField(default=list)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "turn", "seq"], name="chat_journal_seq")]


class Site(TenantModel):
    """A web site that carries a bot's widget: where it may be shown, and how its visitors prove who they are."""

    bot = tenant_key("chat.Bot")
    name = models.CharField(max_length=120)
    origins = models.JSONField(default=list)
    enabled = models.BooleanField(default=True)
    accent = models.CharField(max_length=7, default="#1f5eff")
    identity_required = models.BooleanField(default=False)
    identity_secret = models.TextField(blank=True)
    # How signed visitors fared lately: when one was taken, when and why one was refused, which attributes were ignored.
    signed = models.JSONField(default=dict, db_default={})

    class Meta:
        base_manager_name = "objects"


class RenditionRow(TenantModel):
    """A summary or translation of a document's version, for one member; goes with the version. `parts` grow as it is made,
    so that a worker which takes over begins after the last of them."""

    version = tenant_key("knowledge.DocumentVersion")
    other = models.ForeignKey(
        "knowledge.DocumentVersion", models.CASCADE, db_constraint=False, related_name="+", null=True
    )
    subject = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=10)
    basis = models.CharField(max_length=20)
    state = models.CharField(max_length=8, default="working")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    parts = models.JSONField(default=list)
    kept_back = models.PositiveIntegerField(default=0)
    model = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=300, blank=True)
    aigc = models.JSONField(default=dict)

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant_id", "subject", "version"], name="chat_rendition_of_version")]
