"""The base of every tenant table, and the outbox."""

from typing import Any, Generic, TypeVar

from django.db import models

from kit import clock
from kit.ids import new_id
from kit.roles import role
from kit.scoping import current_tenant_id, tenant_in_scope

Row = TypeVar("Row", bound=models.Model)


class TenantManager(models.Manager[Row], Generic[Row]):
    """Rows of the tenant in scope. Raises TenantNotSet without one: never "all rows".

    Only the standing roles work without a scope, on the tables that their grants name.
    """

    def get_queryset(self) -> models.QuerySet[Row]:
        rows = super().get_queryset()
        if role() != "app" and tenant_in_scope() is None:
            return rows
        return rows.filter(tenant_id=current_tenant_id())


class TenantModel(models.Model):
    """A row that belongs to one tenant. Its migration ends with `kit.tenant_table.TenantTable`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(default=current_tenant_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects: Any = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class OutboxItem(TenantModel):
    """Work that was promised in a transaction, carried by Celery, and sent again by a sweep until it is done."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="nearline")
    due_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None, dead_at=None), name="outbox_open"),
        ]
