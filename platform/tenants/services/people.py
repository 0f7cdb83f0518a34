"""Make people's accounts and give them platform roles. What they may do in a tenant is `members`."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from audit.services import record
from kit.errors import Invalid
from kit.ids import PLATFORM_TENANT
from kit.roles import atomic
from kit.scoping import tenant_scope
from tenants import events
from tenants.errors import NameTaken, RolesExclude
from tenants.models import User
from tenants.types import PLATFORM_ROLES, PlatformRole


@atomic()
def create_user(*, email: str, name: str = "", password: str | None = None, verified: bool = False) -> int:
    """A new account's id. Without a password it comes in by resetting it. Raises NameTaken, Invalid."""
    if password is not None:
        check_password_rules(password, email=email, name=name)
    try:
        with atomic():
            user = User.objects.create_user(email=email, name=name, password=password)
    except IntegrityError as error:
        raise NameTaken(field="email") from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user.pk


def user_id_by_email(email: str) -> int | None:
    """The account of this address, in any spelling of its letters."""
    return User.objects.filter(email__iexact=email.strip()).values_list("pk", flat=True).first()


def check_password_rules(password: str, *, email: str, name: str = "") -> None:
    """Raises Invalid with the rules that are broken, in the language in force."""
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise Invalid(field="password", reasons=error.messages) from error


def set_platform_role(*, user_id: int, role: PlatformRole, actor: str) -> None:
    """Make a person administrator of the platform, or "" to end that. Enters the platform's tenant itself.

    The three administrations exclude each other: whoever holds one gives it up first. Raises RolesExclude, Invalid.
    """
    if role and role not in PLATFORM_ROLES:
        raise Invalid(field="role")
    with tenant_scope(PLATFORM_TENANT):
        user = User.objects.select_for_update().get(pk=user_id)
        before = user.platform_role
        if role and before not in ("", role):
            raise RolesExclude
        User.objects.filter(pk=user_id).update(platform_role=role)
        record(events.PLATFORM_ROLE_SET, actor=actor, subject=f"user:{user_id}", data={"before": before, "after": role})
