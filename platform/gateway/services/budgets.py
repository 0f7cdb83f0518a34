"""Set and lift limits on what is spent and how often is called."""

from decimal import Decimal
from uuid import UUID

from audit.services import record
from gateway.errors import BadModel
from gateway.events import BUDGET_DELETED, BUDGET_SAVED
from gateway.models import SCOPES, Budget
from gateway.records import budget_of
from gateway.services.subjects import pseudonym
from gateway.types import BudgetInfo, BudgetScope
from kit.errors import NotFound
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal


@atomic()
def save_budget(
    *,
    scope: BudgetScope,
    by: Principal,
    scope_id: str = "",
    tokens_per_day: int | None = None,
    tokens_per_month: int | None = None,
    cost_per_month: Decimal | None = None,
    calls_per_minute: int | None = None,
) -> BudgetInfo:
    """Set the limits of one bot, key or subject, or with an empty `scope_id` of each. Raises BadModel, MayNot."""
    require(by, "models.write")
    limits = {
        "tokens_per_day": tokens_per_day,
        "tokens_per_month": tokens_per_month,
        "cost_per_month": cost_per_month,
        "calls_per_minute": calls_per_minute,
    }
    if scope not in SCOPES or (scope == "tenant" and scope_id):
        raise BadModel(field="scope")
    for field, limit in limits.items():
        if limit is not None and limit < 0:
            raise BadModel(field=field)
    held_id = pseudonym(scope_id) if scope == "subject" and scope_id else scope_id
    row, _ = Budget.objects.update_or_create(scope=scope, scope_id=held_id, defaults=limits)
    kept = {name: None if limit is None else str(limit) for name, limit in limits.items()}
    record(BUDGET_SAVED, actor=by.actor, data=kept | {"budget": str(row.id), "scope": scope, "scope_id": held_id})
    return budget_of(row)


@atomic()
def delete_budget(*, budget_id: UUID, by: Principal) -> None:
    """Raises NotFound, MayNot."""
    require(by, "models.write")
    row = Budget.objects.filter(id=budget_id).first()
    if row is None:
        raise NotFound
    record(BUDGET_DELETED, actor=by.actor, data={"budget": str(row.id), "scope": row.scope})
    row.delete()
