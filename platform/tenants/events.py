"""What this app puts on record."""

from audit.types import event

TENANT_CREATED = event(
    "tenants.created", says="The organisation {slug} was created.", keeps=("slug",), retention="system"
)
TENANT_SAVED = event(
    "tenants.saved", says="The organisation's data was changed: {fields}.", keeps=("fields",), retention="system"
)

MEMBER_ADDED = event(
    "tenants.member_added", says="A member was added as {roles}.", keeps=("member", "roles"), retention="security"
)
ROLES_SET = event(
    "tenants.roles_set",
    says="A member's roles changed from {before} to {after}.",
    keeps=("member", "before", "after"),
    retention="security",
)
MEMBER_SUSPENDED = event(
    "tenants.member_suspended", says="A member was suspended.", keeps=("member",), retention="security"
)
MEMBER_RESTORED = event(
    "tenants.member_restored", says="A suspended member was let in again.", keeps=("member",), retention="security"
)
MEMBER_REMOVED = event(
    "tenants.member_removed", says="A member was removed.", keeps=("member", "roles"), retention="security"
)
GROUPS_SET = event(
    "tenants.groups_set", says="A member's groups changed.", keeps=("member", "groups"), retention="security"
)

GROUP_CREATED = event(
    "tenants.group_created", says="The group {name} was created.", keeps=("group", "name"), retention="security"
)
GROUP_RENAMED = event(
    "tenants.group_renamed",
    says="The group {before} is now called {name}.",
    keeps=("group", "before", "name"),
    retention="security",
)
GROUP_DELETED = event(
    "tenants.group_deleted", says="The group {name} was deleted.", keeps=("group", "name"), retention="security"
)

MEMBER_INVITED = event(
    "tenants.member_invited",
    says="Somebody was invited as {roles}.",
    keeps=("invitation", "roles"),
    retention="security",
)
INVITATION_REVOKED = event(
    "tenants.invitation_revoked", says="An invitation was taken back.", keeps=("invitation",), retention="security"
)
INVITATION_ACCEPTED = event(
    "tenants.invitation_accepted",
    says="An invitation was accepted.",
    keeps=("invitation", "member"),
    retention="security",
)

ATTRIBUTE_SAVED = event(
    "tenants.attribute_saved",
    says="The attribute {attribute} was saved with {values} values.",
    keeps=("attribute", "values", "may_ask"),
    retention="security",
)
ATTRIBUTE_DELETED = event(
    "tenants.attribute_deleted",
    says="The attribute {attribute} was deleted.",
    keeps=("attribute",),
    retention="security",
)
MEMBER_ATTRIBUTES_SET = event(
    "tenants.member_attributes_set",
    says="What is known of a member changed: {attributes}.",
    keeps=("member", "attributes"),
    retention="security",
)

KEY_CREATED = event(
    "tenants.key_created",
    says="The API key {name} was created with {scopes}.",
    keeps=("key", "name", "scopes", "legal_basis", "expires"),
    retention="security",
)
KEY_REVOKED = event(
    "tenants.key_revoked", says="The API key {name} was revoked.", keeps=("key", "name"), retention="security"
)

TENANT_CHOSEN = event("tenants.tenant_chosen", says="A member came in.", keeps=("member",), retention="security")
SIGNED_IN = event("tenants.signed_in", says="Somebody signed in by {method}.", keeps=("method",), retention="security")
SIGNED_OUT = event("tenants.signed_out", says="Somebody signed out.", keeps=(), retention="security")
SIGN_IN_FAILED = event("tenants.sign_in_failed", says="A sign-in failed.", keeps=("step",), retention="security")
SIGN_IN_LOCKED = event(
    "tenants.sign_in_locked",
    says="An account was locked for {minutes} minutes.",
    keeps=("minutes",),
    retention="security",
)
PASSWORD_CHANGED = event(
    "tenants.password_changed", says="A password was changed.", keeps=("how",), retention="security"
)
SECOND_FACTOR_ADDED = event(
    "tenants.second_factor_added", says="A second factor was set up: {kind}.", keeps=("kind",), retention="security"
)
SECOND_FACTOR_REMOVED = event(
    "tenants.second_factor_removed", says="A second factor was removed: {kind}.", keeps=("kind",), retention="security"
)
RECOVERY_CODES_RESET = event(
    "tenants.recovery_codes_reset", says="New recovery codes were made.", keeps=(), retention="security"
)
PLATFORM_ROLE_SET = event(
    "tenants.platform_role_set",
    says="A platform role changed from {before} to {after}.",
    keeps=("before", "after"),
    retention="security",
)
