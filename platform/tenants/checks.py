"""Refuse to start where the database would not keep tenants apart, or sign-in would be weak."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, Tags, Warning, register
from django.db import DatabaseError, connections

UNFIT = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = current_user
"""
MEANINGS = ("is a superuser", "has BYPASSRLS", "owns tables")


def unfit_role(alias: str) -> list[str]:
    """What is wrong with the role behind this database alias; nothing is well."""
    with connections[alias].cursor() as cursor:
        cursor.execute(UNFIT)
        return [meaning for meaning, found in zip(MEANINGS, cursor.fetchone(), strict=True) if found]


@register(Tags.security)
def roles_are_bound_by_policies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The roles that serve requests and standing jobs must be subject to row policies.

    Without the tag `database`, so that a plain `manage.py check` asks; commands that start the database themselves
    come before it and get a warning.
    """
    try:
        return [
            Critical(f"the database role of '{alias}' {fault}: row policies would not hold", id="tenants.C001")
            for alias in ("default", "clerk")
            for fault in unfit_role(alias)
        ]
    except DatabaseError:
        return [Warning("the database is not there to be asked about its roles", id="tenants.W001")]


@register(Tags.security)
def sign_in_is_strict(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions end when idle, and the adapters that lock accounts and encrypt factor secrets are in use."""
    wanted = {
        "ACCOUNT_ADAPTER": "tenants.adapters.account.AccountAdapter",
        "MFA_ADAPTER": "tenants.adapters.account.SecondFactorAdapter",
        "SESSION_SAVE_EVERY_REQUEST": True,
    }
    return [
        Critical(f"{name} must be {value}", id="tenants.C002")
        for name, value in wanted.items()
        if getattr(settings, name, None) != value
    ]
