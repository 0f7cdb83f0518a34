"""The rules of a password that Django does not bring along."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS_NEEDED = 3


class KindsValidator:
    """At least three of: small letters, capitals, digits, others (letters of other scripts count as others)."""

    def validate(self, password: str, user: object = None) -> None:
        if _kinds(password) < KINDS_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        return _("Your password must mix at least three of: small letters, capital letters, digits, other characters.")


class NotTheSameValidator:
    """A new password differs from the present one: a change that changes nothing is none."""

    def validate(self, password: str, user: object = None) -> None:
        same = getattr(user, "check_password", None)
        if getattr(user, "pk", None) and same is not None and same(password):
            raise ValidationError(self.get_help_text(), code="password_same")

    def get_help_text(self) -> str:
        return _("Your new password must differ from the present one.")


def _kinds(password: str) -> int:
    def kind(letter: str) -> str:
        if letter.isascii() and letter.isalpha():
            return "small" if letter.islower() else "capital"
        return "digit" if letter.isdigit() else "other"

    return len({kind(letter) for letter in password})
