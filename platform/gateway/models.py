"""Tables of models, routes, budgets and usage. Private to the app; the platform's own models are not rows."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kit import clock
from kit.models import TenantModel

NAME_LENGTH = 80
LOCATIONS = ("builtin", "private", "hosted")
SCOPES = ("tenant", "bot", "key", "subject")


class ModelCard(TenantModel):
    """A model that a tenant has added. `sealed_key` is encrypted; `capabilities` and `probe` come from the last probe."""

    name = models.CharField(max_length=NAME_LENGTH)
    vendor = models.CharField(max_length=40)
    base_url = models.CharField(max_length=500, blank=True)
    sealed_key = models.TextField(blank=True)
    model = models.CharField(max_length=200)
    location = models.CharField(max_length=10)
    capabilities = models.JSONField(default=dict)
    context_tokens = models.PositiveIntegerField(default=8192)
    filing_number = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    data_location = models.CharField(max_length=120, blank=True)
    retires_on = models.DateField(null=True)
    prompt_price = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    completion_price = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    currency = models.CharField(max_length=3, default="CNY")
    parallel = models.PositiveIntegerField(default=8)
    state = models.CharField(max_length=10, default="unprobed")
    problem = models.CharField(max_length=40, blank=True)
    probed_at = models.DateTimeField(null=True)
    probe = models.JSONField(default=dict)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint("tenant_id", Lower("name"), name="gateway_model_name"),
            models.CheckConstraint(condition=Q(location__in=LOCATIONS), name="gateway_model_location"),
            models.CheckConstraint(condition=Q(parallel__gt=0), name="gateway_model_parallel"),
        ]


class Route(TenantModel):
    """Candidates in order. `steps` is a list of objects with the fields of `types.RouteStep`."""

    name = models.CharField(max_length=NAME_LENGTH)
    version = models.PositiveIntegerField(default=1)
    default = models.BooleanField(default=False)
    steps = models.JSONField()
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint("tenant_id", Lower("name"), name="gateway_route_name"),
            models.UniqueConstraint(fields=["tenant_id"], condition=Q(default=True), name="gateway_route_default"),
        ]


class Budget(TenantModel):
    """A limit for the tenant, or for a bot, key or subject; with an empty `scope_id` for each of them."""

    scope = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=64, blank=True)
    tokens_per_day = models.PositiveBigIntegerField(null=True)
    tokens_per_month = models.PositiveBigIntegerField(null=True)
    cost_per_month = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    calls_per_minute = models.PositiveIntegerField(null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "scope", "scope_id"], name="gateway_budget_once"),
            models.CheckConstraint(condition=Q(scope__in=SCOPES), name="gateway_budget_scope"),
        ]


class UsageRow(TenantModel):
    """One call of a model. `subject` is a pseudonym. Never changed."""

    purpose = models.CharField(max_length=10)
    turn_id = models.UUIDField(null=True)
    bot_id = models.UUIDField(null=True)
    key_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=64, blank=True)
    card_id = models.UUIDField()
    card_name = models.CharField(max_length=NAME_LENGTH)
    prompt_tokens = models.PositiveIntegerField()
    completion_tokens = models.PositiveIntegerField()
    estimated = models.BooleanField(default=False)
    cost = models.DecimalField(max_digits=14, decimal_places=6)
    currency = models.CharField(max_length=3)
    outcome = models.CharField(max_length=20)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant_id", "created_at"], name="gateway_usage_time"),
            models.Index(fields=["tenant_id", "turn_id"], name="gateway_usage_turn"),
        ]


class UsageTotal(TenantModel):
    """Running sums per day, so that a budget is checked by one look-up. The day is that of the platform's time zone."""

    scope = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=64, blank=True)
    day = models.DateField()
    calls = models.PositiveBigIntegerField(default=0)
    tokens = models.PositiveBigIntegerField(default=0)
    cost = models.DecimalField(max_digits=16, decimal_places=6, default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "scope", "scope_id", "day"], name="gateway_total_once"),
        ]
