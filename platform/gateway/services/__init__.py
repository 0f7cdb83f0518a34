"""What other apps may have the gateway do."""

from gateway.services.admission import admit
from gateway.services.budgets import delete_budget, save_budget
from gateway.services.models import delete_model, save_model, switch_model
from gateway.services.platform import apply_model_setting
from gateway.services.probes import note_step, probe_model
from gateway.services.routes import delete_route, save_route
from gateway.services.usage import record_usage

__all__ = [
    "admit",
    "apply_model_setting",
    "delete_budget",
    "delete_model",
    "delete_route",
    "note_step",
    "probe_model",
    "record_usage",
    "save_budget",
    "save_model",
    "save_route",
    "switch_model",
]
