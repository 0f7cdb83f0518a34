"""Who may open which address. A right is one permission, several of which any one opens, or one for each method."""

from typing import Final

PUBLIC: Final = "public"
"""Anybody, or whoever holds what the address itself carries: a link's token, a widget's public id and its bearer."""

PERSON: Final = "person"
"""Somebody who is signed in, whatever the tenant."""

MEMBER: Final = ""
"""Any member of the tenant that the session works in."""

Right = str | tuple[str, ...] | dict[str, str]

CONFIG: Final[dict[str, Right]] = {"healthz": PUBLIC}

ACCOUNT: Final[dict[str, Right]] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "account_reauthenticate": PERSON,
    "account_email": PERSON,
    "account_email_verification_sent": PUBLIC,
    "account_confirm_email": PUBLIC,
    "account_change_password": PERSON,
    "account_set_password": PERSON,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "mfa_index": PERSON,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": PERSON,
    "mfa_activate_totp": PERSON,
    "mfa_deactivate_totp": PERSON,
    "mfa_view_recovery_codes": PERSON,
    "mfa_generate_recovery_codes": PERSON,
    "mfa_download_recovery_codes": PERSON,
}

REST: Final[dict[str, Right]] = {
    "rest:completions": "chat.ask",
    "rest:models": "chat.ask",
    "rest:model": "chat.ask",
    "rest:bases": {"GET": "knowledge.read", "POST": "knowledge.write"},
    "rest:base": {"GET": "knowledge.read", "PATCH": "knowledge.write"},
    "rest:documents": {"GET": "knowledge.read", "POST": "knowledge.write"},
    "rest:document": {"GET": "knowledge.read", "DELETE": "knowledge.write"},
    "rest:versions": {"POST": "knowledge.write"},
    "rest:retry": {"POST": "knowledge.write"},
    "rest:search": {"POST": "knowledge.read"},
    "rest:bots": {"GET": "bots.read", "POST": "bots.write"},
    "rest:bot": {"GET": "bots.read", "PATCH": "bots.write"},
    "rest:bot-versions": {"GET": "bots.read"},
    "rest:conversations": {"GET": "conversations.read"},
    "rest:conversation": {"GET": "conversations.read", "DELETE": "conversations.read"},
    "rest:turns": "chat.ask",
    "rest:turn": {"GET": "conversations.read"},
    "rest:turn-events": "chat.ask",
    "rest:schema": PUBLIC,
}

CONSOLE: Final[dict[str, Right]] = {}

WIDGET: Final[dict[str, Right]] = {}

DOORS: Final[dict[str, Right]] = CONFIG | ACCOUNT | REST | CONSOLE | WIDGET


def permissions(right: Right, method: str) -> tuple[str, ...]:
    """The permissions any of which opens the door for this method; none where the door asks for none."""
    if isinstance(right, dict):
        return (right[method],) if method in right else ()
    if isinstance(right, tuple):
        return right
    return () if right in (PUBLIC, PERSON, MEMBER) else (right,)
