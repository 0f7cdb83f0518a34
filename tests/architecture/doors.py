"""Who may open which address. A right is one permission, several of which any one opens, or one for each method."""

from typing import Final

PUBLIC: Final = "public"
"""Anybody, or whoever holds what the address itself carries: a link's token, a widget's public id and its bearer."""

PERSON: Final = "person"
"""Somebody who is signed in, whatever the tenant."""

MEMBER: Final = ""
"""Any member of the tenant that the session works in."""

VISITOR: Final = "visitor"
"""Whoever holds the bearer of a widget's session: he asks, and sees what he asked himself."""

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
    "rest:archives": {"POST": "knowledge.write"},
    "rest:documents": {"GET": "knowledge.read", "POST": "knowledge.write"},
    "rest:document": {"GET": "knowledge.read", "PATCH": "knowledge.write", "DELETE": "knowledge.write"},
    "rest:versions": {"GET": "knowledge.read", "POST": "knowledge.write"},
    "rest:retry": {"POST": "knowledge.write"},
    "rest:attributes": {"GET": "chat.ask"},
    "rest:search": {"POST": "knowledge.read"},
    "rest:bots": {"GET": "bots.read", "POST": "bots.write"},
    "rest:bot": {"GET": "bots.read", "PUT": "bots.write", "PATCH": "bots.write"},
    "rest:bot-versions": {"GET": "bots.read"},
    # Of the subject that the query names; without one the view asks for conversations.read as well.
    "rest:conversations": {"GET": "chat.ask"},
    "rest:conversation": {"GET": "chat.ask", "DELETE": "chat.ask"},
    # Who asks for a person also passes on what the person decides; erasing somebody is the compliance officer's.
    "rest:consents": {"GET": "chat.ask", "POST": "chat.ask"},
    "rest:consent": {"DELETE": "chat.ask"},
    "rest:subject": {"DELETE": "consent.write"},
    "rest:turns": "chat.ask",
    "rest:turn": {"GET": "conversations.read"},
    "rest:turn-events": "chat.ask",
    "rest:schema": PUBLIC,
}

CONSOLE: Final[dict[str, Right]] = {
    "console:home": MEMBER,
    "console:palette": MEMBER,
    "console:settings": MEMBER,
    "console:decide": MEMBER,
    "console:set_language": PUBLIC,
    "console:choose_tenant": PERSON,
    "console:invitation": PUBLIC,
    "console:about_ai": PUBLIC,
    "console:about_tenant": PUBLIC,
    "console:chat": "chat.ask",
    "console:ask": "chat.ask",
    "console:log": "conversations.read",
    "console:logged": "conversations.read",
    "console:resumed": "chat.ask",
    "console:rate": "chat.ask",
    "console:wish": "chat.ask",
    "console:correct": "conversations.read",
    "console:clusters": "knowledge.write",
    "console:cluster": "knowledge.write",
    "console:propose_answer": "knowledge.write",
    "console:try_cluster": "knowledge.write",
    "console:save_draft": "knowledge.write",
    "console:settle_cluster": "knowledge.write",
    "console:refuse_cluster": "knowledge.write",
    "console:approve_draft": "knowledge.write",
    "console:return_draft": "knowledge.write",
    "console:cases": "knowledge.write",
    "console:run_cases": "knowledge.write",
    "console:case": "knowledge.write",
    "console:delete_case": "knowledge.write",
    "console:figures": "knowledge.write",
    "console:figures_csv": "knowledge.write",
    "console:accept_notice": "chat.ask",
    "console:conversation": "chat.ask",
    "console:delete_conversation": "chat.ask",
    "console:document": ("chat.ask", "knowledge.read"),
    "console:page_image": ("chat.ask", "knowledge.read"),
    "console:renditions": ("chat.ask", "knowledge.read"),
    "console:rendition": ("chat.ask", "knowledge.read"),
    "console:rendition_download": ("chat.ask", "knowledge.read"),
    "console:delete_rendition": ("chat.ask", "knowledge.read"),
    "console:original": "knowledge.read",
    "console:bots": "bots.read",
    "console:new_bot": "bots.write",
    "console:suggest": "bots.write",
    "console:tested": "bots.write",
    "console:bot": "bots.read",
    "console:versions": "bots.read",
    "console:roll_back": "bots.write",
    "console:switch": "bots.write",
    "console:bases": "knowledge.read",
    "console:new_base": "knowledge.write",
    "console:base": "knowledge.read",
    "console:upload": "knowledge.write",
    "console:hit_test": "knowledge.read",
    "console:base_settings": "knowledge.write",
    "console:delete_base": "knowledge.write",
    "console:manage_document": "knowledge.read",
    "console:document_row": "knowledge.read",
    "console:add_version": "knowledge.write",
    "console:set_validity": "knowledge.write",
    "console:reach": "knowledge.write",
    "console:retry": "knowledge.write",
    "console:delete_document": "knowledge.write",
    "console:switch_passage": "knowledge.write",
    "console:models": "models.read",
    "console:new_model": "models.write",
    "console:local_model": "models.read",
    "console:usage": "models.read",
    "console:routes": "models.read",
    "console:new_route": "models.read",
    "console:route": "models.read",
    "console:delete_route": "models.write",
    "console:model": "models.read",
    "console:probe": "models.write",
    "console:probe_progress": "models.read",
    "console:switch_model": "models.write",
    "console:delete_model": "models.write",
    "console:members": "members.read",
    "console:invite": "members.write",
    "console:revoke_invitation": "members.write",
    "console:groups": "members.read",
    "console:rename_group": "members.write",
    "console:delete_group": "members.write",
    "console:sites": "bots.read",
    "console:new_site": "bots.write",
    "console:site": "bots.write",
    "console:site_secret": "bots.write",
    "console:delete_site": "bots.write",
    "console:keys": "keys.write",
    "console:new_key": "keys.write",
    "console:revoke_key": "keys.write",
    "console:member": "members.read",
    "console:suspend_member": "members.write",
    "console:restore_member": "members.write",
    "console:remove_member": "members.write",
    "console:compliance": ("audit.read", "consent.write", "moderation.read"),
    "console:audit": "audit.read",
    "console:verify": "audit.verify",
    "console:turn": "audit.read",
    "console:notices": "consent.write",
    "console:standard_notices": "consent.write",
    "console:notice": "consent.write",
    "console:moderation": "moderation.read",
    "console:try_text": "moderation.read",
    "console:remove_entry": "moderation.write",
    "console:new_policy": "moderation.read",
    "console:policy": "moderation.read",
}

WIDGET: Final[dict[str, Right]] = {
    "widget:launcher": PUBLIC,
    "widget:frame": PUBLIC,
    "widget:theme": PUBLIC,
    "widget:preview": PUBLIC,
    "widget:session": PUBLIC,
    "widget:session-again": VISITOR,
    "widget:consent": VISITOR,
    "widget:withdraw": VISITOR,
    "widget:ask": VISITOR,
    "widget:forget": VISITOR,
    "widget:events": VISITOR,
    "widget:source": VISITOR,
    "widget:source-page": VISITOR,
}

DOORS: Final[dict[str, Right]] = CONFIG | ACCOUNT | REST | CONSOLE | WIDGET


def permissions(right: Right, method: str) -> tuple[str, ...]:
    """The permissions any of which opens the door for this method; none where the door asks for none."""
    if isinstance(right, dict):
        return (right[method],) if method in right else ()
    if isinstance(right, tuple):
        return right
    return () if right in (PUBLIC, PERSON, MEMBER, VISITOR) else (right,)
