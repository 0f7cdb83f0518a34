"""The platform's imported list, each tenant's overlay, and policies with their versions. Private to the app."""

from typing import Any

from django.db import models
from django.db.models import Q

from kit import clock
from kit.models import TenantModel


class BaseList(TenantModel):
    """One import of the platform's list, never changed; the latest is in force beside the list that comes along.

    Its rows belong to the platform's tenant and may be read by every tenant.
    """

    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    terms = models.JSONField()
    phrases = models.PositiveIntegerField()
    data = models.BinaryField()

    published: Any = models.Manager()

    class Meta:
        base_manager_name = "objects"
        default_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "number"], name="moderation_base_number")]


class Overlay(TenantModel):
    """The version of what a tenant added; one row a tenant."""

    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["tenant_id"], name="moderation_overlay_once")]


class OverlayEntry(TenantModel):
    """A term or allow-phrase, in force from one version of the overlay until another. `built` are its built lines."""

    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=120)
    digest = models.CharField(max_length=12)
    category = models.CharField(max_length=10, blank=True)
    confidence = models.FloatField(default=1.0)
    built = models.JSONField()
    added_in = models.PositiveIntegerField()
    removed_in = models.PositiveIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "digest"], condition=Q(removed_in=None), name="moderation_entry_once"
            )
        ]


class Policy(TenantModel):
    """What has no versions: the name, the version in force, and whether bots without a policy use it."""

    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    is_default = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="moderation_policy_name"),
            models.UniqueConstraint(
                fields=["tenant_id"], condition=Q(is_default=True), name="moderation_policy_default"
            ),
        ]


class PolicyVersion(TenantModel):
    """One save of a policy's rules; never changed."""

    policy = models.ForeignKey(Policy, db_constraint=False, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    rules = models.JSONField()
    saved_by = models.CharField(max_length=120)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "policy", "version"], name="moderation_policy_version")
        ]
