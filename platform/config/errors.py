"""What is wrong with a request before any door has looked at it."""

from django.utils.translation import gettext_lazy as _

from kit.errors import HeyanError, Invalid


class RequestTooLarge(HeyanError):
    code = "request_too_large"
    status = 413
    says = _("This is more than can be sent at once. Send fewer or smaller files, or a shorter text.")


class Unreadable(Invalid):
    code = "unreadable"
    says = _("The request cannot be read.")
