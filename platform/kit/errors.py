"""The trunk of the error tree: each error knows its code, its HTTP status and its sentence."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class HeyanError(Exception):
    """Base of every error that a person may see. `says` may name details as `%(name)s`."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    says: ClassVar[str | Promise] = _("Something went wrong on our side. Please try again.")

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.says) % self.details if self.details else str(self.says)


class Invalid(HeyanError):
    """The input does not fit. `field` names the part of it."""

    code = "invalid"
    status = 400
    says = _("This value cannot be used.")

    @property
    def field(self) -> str:
        return str(self.details.get("field", ""))


class Forbidden(HeyanError):
    code = "forbidden"
    status = 403
    says = _("You may not do this.")


class NotFound(HeyanError):
    """Also the answer for an object of another tenant: its existence is not disclosed."""

    code = "not_found"
    status = 404
    says = _("There is nothing here.")


class Conflict(HeyanError):
    code = "conflict"
    status = 409
    says = _("This has changed in the meantime. Please look again.")


class Unavailable(HeyanError):
    code = "unavailable"
    status = 503
    says = _("This part is not available at the moment. Please try again shortly.")
