"""Fit django-allauth to this platform: closed sign-up, lock-out, mail from the outbox, factor secrets encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from kit.crypto import decrypt, encrypt
from tenants.adapters import lockout, mail
from tenants.adapters.sign_in_records import record_failure
from tenants.models import User

FACTOR_PURPOSE = "second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        if not lockout.take_try(credentials.get("email", "")):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            lockout.forget(credentials.get("email", ""))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_failure(credentials.get("email", ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail.send_later(self.render_mail(template_prefix, email, {"email": email, **context}))


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secret of an authenticator app is worth as much as a password, and can't be hashed."""

    def encrypt(self, text: str) -> str:
        return encrypt(FACTOR_PURPOSE, text.encode())

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(FACTOR_PURPOSE, encrypted_text).decode()
