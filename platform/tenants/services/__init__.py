"""Writes of this app."""

from tenants.services.attributes import (
    add_usual_attributes,
    delete_attribute,
    save_attribute,
    set_member_attributes,
)
from tenants.services.groups import create_group, delete_group, rename_group
from tenants.services.invitations import accept_invitation, invite_member, open_invitation, revoke_invitation
from tenants.services.keys import create_key, revoke_key
from tenants.services.mailing import mail_member
from tenants.services.members import (
    add_member,
    remove_member,
    restore_member,
    set_member_groups,
    set_roles,
    suspend_member,
)
from tenants.services.people import create_user, set_platform_role, user_id_by_email
from tenants.services.rights import require
from tenants.services.sign_in import choose_only_tenant, choose_tenant
from tenants.services.tenants import create_tenant, save_tenant

__all__ = [
    "accept_invitation",
    "add_member",
    "add_usual_attributes",
    "choose_only_tenant",
    "choose_tenant",
    "create_group",
    "create_key",
    "create_tenant",
    "create_user",
    "delete_attribute",
    "delete_group",
    "invite_member",
    "mail_member",
    "open_invitation",
    "remove_member",
    "rename_group",
    "require",
    "restore_member",
    "revoke_invitation",
    "revoke_key",
    "save_attribute",
    "save_tenant",
    "set_member_attributes",
    "set_member_groups",
    "set_platform_role",
    "set_roles",
    "suspend_member",
    "user_id_by_email",
]
