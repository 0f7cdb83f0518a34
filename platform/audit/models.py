"""Tables of the audit trail. Private to this app; nobody but the owner's purge ever changes or removes an entry."""

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import Q

from kit import clock
from kit.models import TenantModel

DIGEST_LENGTH: Final = 64


class Entry(TenantModel):
    """What happened: insert-only. Pseudonyms are keyed; personal content is here as commitments only."""

    event = models.CharField(max_length=80)
    retention = models.CharField(max_length=10)
    actor = models.CharField(max_length=DIGEST_LENGTH)
    subject = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    turn_id = models.UUIDField(null=True)
    phase = models.CharField(max_length=6, blank=True)
    success = models.BooleanField(default=True)
    evaluation = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "turn_id", "phase"], condition=~Q(phase=""), name="audit_entry_one_per_phase"
            ),
            models.CheckConstraint(
                condition=Q(phase="") | Q(phase__in=["opened", "closed"], turn_id__isnull=False),
                name="audit_entry_phase",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "turn_id"], condition=Q(turn_id__isnull=False), name="audit_entry_turn"),
            models.Index(fields=["tenant_id", "actor", "-id"], name="audit_entry_actor"),
            models.Index(fields=["tenant_id", "event", "-id"], name="audit_entry_event"),
        ]


class Payload(TenantModel):
    """Personal content, references and salts of one entry, encrypted. May be erased; the entry still verifies."""

    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, db_constraint=False)
    actor = models.CharField(max_length=DIGEST_LENGTH)
    subject = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "actor"], name="audit_payload_actor"),
            models.Index(fields=["tenant_id", "subject"], name="audit_payload_subject"),
        ]


class Unsealed(TenantModel):
    """An entry that waits for its seal, under the entry's own id. A trigger writes it, so that no entry can be missed."""


class Seal(TenantModel):
    """The place of an entry in its tenant's chain: insert-only, written by the clerk."""

    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, db_constraint=False)
    sequence = models.BigIntegerField()
    previous = models.CharField(max_length=DIGEST_LENGTH)
    hash = models.CharField(max_length=DIGEST_LENGTH)
    algorithm = models.CharField(max_length=10)
    key_id = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "sequence"], name="audit_seal_sequence"),
        ]


class PurgeStub(TenantModel):
    """What a purge leaves of a whole sealed range, signed."""

    first = models.BigIntegerField()
    last = models.BigIntegerField()
    previous = models.CharField(max_length=DIGEST_LENGTH)
    hash = models.CharField(max_length=DIGEST_LENGTH)
    oldest = models.DateTimeField()
    newest = models.DateTimeField()
    at = models.DateTimeField(default=clock.now)
    key_id = models.CharField(max_length=20)
    signature = models.CharField(max_length=DIGEST_LENGTH * 2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "first"], name="audit_purgestub_first"),
        ]


EVIDENCE: Final = """jsonb_build_object(
  'id', e.id, 'tenant', e.tenant_id,
  'at', to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
  'event', e.event, 'retention', e.retention, 'actor', e.actor, 'subject', e.subject, 'turn', e.turn_id,
  'phase', e.phase, 'success', e.success, 'evaluation', e.evaluation, 'data', e.data, 'commitments', e.commitments
)::text"""
"""The JSON of an entry `e`, which its seal covers: every column. One text is read several times faster than columns."""


def moment(at: datetime) -> str:
    """One spelling for a point in time: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
