"""Put sign-ins, failures and changes of credentials on the platform's record, and choose the only tenant."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from audit.services import record
from audit.types import Event
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from tenants import events
from tenants.adapters import lockout
from tenants.models import User


def note(event: Event, who: str, *, success: bool = True, **data: Any) -> None:
    """One entry about `who` in the platform's own tenant: signing in happens before a tenant is chosen."""
    with tenant_scope(PLATFORM_TENANT):
        record(event, actor=who, subject=who, data=data, success=success)


def record_failure(email: str) -> None:
    """A failed password, and the lock where this was the fifth. The same work whether the account exists or not."""
    who = f"email:{email.strip().lower()}"
    note(events.SIGN_IN_FAILED, who, success=False, step="password")
    if lockout.is_last_try(email):
        note(events.SIGN_IN_LOCKED, who, minutes=lockout.MINUTES)


@receiver(account.user_logged_in)
def signed_in(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    methods = [one["method"] for one in request.session.get("account_authentication_methods", [])]
    note(events.SIGNED_IN, f"user:{user.pk}", method="+".join(methods) or "session")


@receiver(user_logged_out)
def signed_out(sender: type, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note(events.SIGNED_OUT, f"user:{user.pk}")


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(events.PASSWORD_CHANGED, f"user:{user.pk}", how="change")


@receiver(account.password_reset)
def password_reset(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever could reset it shows that the mailbox is his, so a lock of the address ends with it."""
    lockout.forget(user.email)
    note(events.PASSWORD_CHANGED, f"user:{user.pk}", how="reset")


@receiver(mfa.authenticator_added)
def factor_added(sender: type, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(events.SECOND_FACTOR_ADDED, f"user:{user.pk}", kind=authenticator.type)


@receiver(mfa.authenticator_removed)
def factor_removed(sender: type, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(events.SECOND_FACTOR_REMOVED, f"user:{user.pk}", kind=authenticator.type)


@receiver(mfa.authenticator_reset)
def codes_reset(sender: type, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    note(events.RECOVERY_CODES_RESET, f"user:{user.pk}")


@receiver(mfa.authentication_failed)
def factor_failed(sender: type, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(events.SIGN_IN_FAILED, f"user:{user.pk}", success=False, step="second factor")
