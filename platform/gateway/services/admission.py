"""Let a call go to its models, unless a budget is spent or calls come too fast; hand out the endpoints."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import structlog
from django.conf import settings
from django.db.models import Sum
from django.utils.timezone import localdate
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from gateway.adapters.endpoint import Endpoint
from gateway.errors import BudgetSpent, GatewayBusy
from gateway.models import Budget, UsageTotal
from gateway.services.models import endpoint_of
from gateway.services.subjects import pseudonym
from gateway.services.usage import scopes_of
from gateway.types import Call, Card
from kit import clock

log = structlog.get_logger()


def admit(*, call: Call, cards: Sequence[Card]) -> tuple[Endpoint, ...]:
    """The endpoints of `cards`. Raises BudgetSpent, GatewayBusy, NoSuchModel.

    Budgets are sums in the database and hold whatever happens. Rates are counted in Valkey; while that is away calls
    pass uncounted, since a limit on speed is no reason to answer nobody.
    """
    for scope, scope_id in scopes_of(call, pseudonym(call.subject)):
        for budget in Budget.objects.filter(scope=scope, scope_id__in={scope_id, ""}):
            _check_spending(budget, scope_id)
            if budget.calls_per_minute is not None:
                _check_rate(call, budget, scope_id)
    return tuple(endpoint_of(card.id) for card in cards)


def _check_spending(budget: Budget, scope_id: str) -> None:
    today = localdate(clock.now())
    per_day, per_month, cost = budget.tokens_per_day, budget.tokens_per_month, budget.cost_per_month
    if per_day is not None and _used(budget.scope, scope_id, today)[0] >= per_day:
        raise BudgetSpent(scope=budget.scope, period="day")
    if per_month is None and cost is None:
        return
    tokens, paid = _used(budget.scope, scope_id, today.replace(day=1))
    if (per_month is not None and tokens >= per_month) or (cost is not None and paid >= cost):
        raise BudgetSpent(scope=budget.scope, period="month")


def _used(scope: str, scope_id: str, since: date) -> tuple[int, Decimal]:
    rows = UsageTotal.objects.filter(scope=scope, scope_id=scope_id, day__gte=since)
    sums = rows.aggregate(tokens=Sum("tokens"), cost=Sum("cost"))
    return sums["tokens"] or 0, sums["cost"] or Decimal(0)


def _check_rate(call: Call, budget: Budget, scope_id: str) -> None:
    limit = RateLimitItemPerMinute(budget.calls_per_minute or 0)
    name = (str(call.tenant_id), budget.scope, scope_id)
    try:
        within = bool(budget.calls_per_minute) and _limiter(settings.CACHE_URL).hit(limit, *name)
        reset = _limiter(settings.CACHE_URL).get_window_stats(limit, *name).reset_time if not within else 0.0
    except StorageError:
        log.warning("rate_limits_uncounted", scope=budget.scope)
        return
    if not within:
        raise GatewayBusy(retry_after=max(1.0, reset - clock.now().timestamp()), scope=budget.scope)


@cache
def _limiter(url: str) -> SlidingWindowCounterRateLimiter:
    storage = RedisStorage(url, wrap_exceptions=True, socket_timeout=1, socket_connect_timeout=1)
    return SlidingWindowCounterRateLimiter(storage)
