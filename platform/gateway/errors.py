"""What can go wrong between the platform and a model, in a handful of classes that say whether to try again."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit.errors import HeyanError, Invalid, NotFound


class GatewayError(HeyanError):
    """The model service could not answer."""

    code = "gateway_error"
    status = 502
    says = _("The model service could not answer. Please try again.")
    retryable: ClassVar[bool] = True


class GatewayBusy(GatewayError):
    """Too many calls for now. `retry_after` is in seconds."""

    code = "gateway_busy"
    status = 429
    says = _("Many questions are being answered at the moment. Please try again shortly.")

    @property
    def retry_after(self) -> float:
        return float(self.details.get("retry_after", 1))


class BudgetSpent(GatewayError):
    """A budget of the tenant, bot, key or subject is used up; `scope` says whose, `period` which."""

    code = "budget_spent"
    status = 429
    says = _("The budget for answers is used up for this period.")
    retryable = False


class NoRoute(GatewayError):
    """No model may take this call. `passed_over` are pairs of a model's name and the reason."""

    code = "no_route"
    status = 503
    says = _("No model is available that may answer this question.")
    retryable = False

    @property
    def passed_over(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.details.get("passed_over", ()))


REASONS: dict[str, str | Promise] = {
    "unreachable": _("The model server cannot be reached."),
    "address_refused": _("The address of the model server is not allowed."),
    "key_refused": _("The model server refused the key."),
    "not_found": _("The model server does not know this address or this model."),
    "bad_request": _("The model server did not understand the request."),
    "rate_limited": _("The model server takes no more calls for now."),
    "quota": _("The account at the model service has no credit left."),
    "server_error": _("The model server failed."),
    "no_first_byte": _("The model server did not begin to answer in time."),
    "idle": _("The model server stopped in the middle of the answer."),
    "cut": _("The connection to the model server was cut."),
    "garbage": _("The model server sent something that is not an answer."),
    "too_large": _("The model server sent more than an answer can be."),
    "empty": _("The model server sent an empty answer."),
    "filtered": _("The model service withheld its answer."),
    "context": _("The question and its passages are too long for this model."),
}
"""Every way in which an upstream fails, with its sentence."""

PASSING = frozenset({"unreachable", "rate_limited", "server_error", "no_first_byte", "idle", "cut", "garbage", "empty"})


class UpstreamBroken(GatewayError):
    """The upstream failed; `reason` is a key of REASONS. `retry_after` is what the upstream asked for, in seconds."""

    code = "upstream_broken"
    status = 502

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason=reason, **details)
        self.reason = reason

    @property
    def retry_after(self) -> float | None:
        return self.details.get("retry_after")

    @property
    def passing(self) -> bool:
        """Might the same call succeed later?"""
        return self.reason in PASSING

    def __str__(self) -> str:
        return str(REASONS[self.reason])


class NoSuchModel(NotFound):
    code = "no_such_model"
    says = _("There is no such model.")


class NoSuchRoute(NotFound):
    code = "no_such_route"
    says = _("There is no such route.")


class BadModel(Invalid):
    """A card that makes no sense; `field` names the part."""

    code = "bad_model"
    says = _("This model cannot be saved as it is.")


class ModelFileBroken(HeyanError):
    """The file of the local model is not what it should be."""

    code = "model_file_broken"
    says = _("The model file is damaged or incomplete.")


class DiskFull(HeyanError):
    """There is no room for the local model; `needed` and `free` are in megabytes."""

    code = "disk_full"
    status = 507
    says = _("There is not enough disk space for the local model: %(needed)s MB are needed, %(free)s MB are free.")


class ModelNotFetched(HeyanError):
    """A package of the local model could not be had; `said` is what pip wrote."""

    code = "model_not_fetched"
    status = 503
    says = _("The local model could not be fetched. It is tried again every minute.")
