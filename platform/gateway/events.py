"""What the gateway records for the auditor."""

from audit.types import event

MODEL_SAVED = event(
    "gateway.model_saved",
    says="The model {name} was saved.",
    keeps=("card", "name", "vendor", "model", "location", "changed"),
    retention="security",
)
MODEL_DELETED = event(
    "gateway.model_deleted", says="The model {name} was removed.", keeps=("card", "name"), retention="security"
)
MODEL_PROBED = event(
    "gateway.model_probed", says="The model {name} was tested.", keeps=("card", "name", "outcomes"), retention="system"
)
ROUTE_SAVED = event(
    "gateway.route_saved",
    says="The route {name} was saved as version {version}.",
    keeps=("route", "name", "version", "default", "steps"),
    retention="security",
)
ROUTE_DELETED = event(
    "gateway.route_deleted", says="The route {name} was removed.", keeps=("route", "name"), retention="security"
)
BUDGET_SAVED = event(
    "gateway.budget_saved",
    says="A budget was set for {scope}.",
    keeps=("budget", "scope", "scope_id", "tokens_per_day", "tokens_per_month", "cost_per_month", "calls_per_minute"),
    retention="security",
)
BUDGET_DELETED = event(
    "gateway.budget_deleted", says="A budget for {scope} was removed.", keeps=("budget", "scope"), retention="security"
)
