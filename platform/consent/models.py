"""Tables of notices and of what people decided. Private to this app."""

from typing import Final, get_args

from django.db import models
from django.db.models import Q

from consent.types import DecisionKind, Language, Purpose
from kit import clock
from kit.models import TenantModel

TITLE_LENGTH: Final = 200


def one_of(field: str, values: object, name: str) -> models.CheckConstraint:
    """The column holds exactly one of the values: two purposes in one row are impossible."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(get_args(values))}), name=name)


class NoticeDraft(TenantModel):
    """The one draft of a purpose and language."""

    purpose = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField()
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "purpose", "language"], name="consent_draft_one"),
            one_of("purpose", Purpose, "consent_draft_purpose"),
            one_of("language", Language, "consent_draft_language"),
        ]


class PublishedNotice(TenantModel):
    """A published version: insert-only, since people agreed to exactly this text."""

    purpose = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "purpose", "language", "version"], name="consent_notice_version"
            ),
            one_of("purpose", Purpose, "consent_notice_purpose"),
            one_of("language", Language, "consent_notice_language"),
        ]


class DecisionRow(TenantModel):
    """What somebody decided: insert-only, the newest row of a subject and purpose counts.

    A foreign key in the migration ties `purpose` to the notice's own.
    """

    subject = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20)
    notice = models.ForeignKey(PublishedNotice, null=True, on_delete=models.DO_NOTHING, db_constraint=False)

    class Meta:
        constraints = [
            one_of("purpose", Purpose, "consent_decision_purpose"),
            one_of("kind", DecisionKind, "consent_decision_kind"),
            models.CheckConstraint(
                condition=Q(kind="withdrawn") | Q(notice__isnull=False), name="consent_decision_notice"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "subject", "purpose", "-id"], name="consent_decision_newest"),
        ]
