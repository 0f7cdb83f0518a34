"""What can go wrong at the widget's door."""

from django.utils.translation import gettext_lazy as _

from kit.errors import HeyanError, NotFound


class WidgetClosed(NotFound):
    """The site is unknown or switched off, or its bot is not open to customers."""

    code = "widget_closed"
    says = _("This assistant is not available here.")


class SessionEnded(HeyanError):
    code = "session_ended"
    status = 401
    says = _("Your session has ended. Please ask again.")


class IdentityRefused(HeyanError):
    """The signed identity is missing, forged, too old or used twice: it is refused, never taken as nobody. `reason` is for
    the site's owner: missing, forged, expired, used, other_site or unreadable."""

    code = "identity_refused"
    status = 401
    says = _("Your sign-in could not be confirmed. Please reload the page.")


class TooMany(HeyanError):
    code = "too_many"
    status = 429
    says = _("Too many requests. Please wait a moment.")
    retry_after = 60


class BodyUnreadable(HeyanError):
    code = "invalid_request"
    status = 400
    says = _("The request cannot be read.")
