"""What can go wrong at the door itself, before anything of the product is asked."""

from django.utils.translation import gettext_lazy as _

from kit.errors import HeyanError, Invalid


class NoKey(HeyanError):
    """The request carries no API key, or one that is not valid (any more)."""

    code = "invalid_api_key"
    status = 401
    says = _("A valid API key is needed: Authorization: Bearer hy_live_…")


class ScopeMissing(HeyanError):
    """The key is valid and was not given this right."""

    code = "scope_missing"
    status = 403
    says = _("This API key was not given the right %(scope)s.")


class BodyInvalid(Invalid):
    """The body cannot be read, or a part of it does not fit; `param` names the part."""

    code = "invalid_request"
    says = _("The request cannot be read: %(problem)s")


class BodyTooLarge(HeyanError):
    code = "request_too_large"
    status = 413
    says = _("The request has more than %(limit)d bytes.")
