"""What can go wrong with people, roles, groups, invitations and keys."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, Forbidden, HeyanError, Invalid, NotFound


class NoSuchTenant(NotFound):
    code = "no_such_tenant"


class SignedOut(HeyanError):
    """Nobody is signed in."""

    code = "signed_out"
    status = 401
    says = _("Please sign in.")


class TenantNotChosen(Conflict):
    """Somebody is signed in and has not said for which organisation."""

    code = "tenant_not_chosen"
    says = _("Please choose an organisation.")


class SecondFactorMissing(Forbidden):
    """The organisation asks this role for a second factor, and the account has none."""

    code = "second_factor_missing"
    says = _("Your role needs a second factor. Please set one up first.")


class PasswordExpired(Forbidden):
    """The organisation asks for a new password after some days."""

    code = "password_expired"
    says = _("Your password is too old here. Please choose a new one first.")


class NotMember(NotFound):
    """The person who acts does not belong to this tenant, or no longer."""

    code = "not_member"


class NoSuchMember(NotFound):
    """The tenant has no member of this id."""

    code = "no_such_member"


class MayNot(Forbidden):
    """The principal lacks a permission."""

    code = "may_not"


class AboveOwnRights(Forbidden):
    """Nobody hands out a right, to himself or others, that only an owner may give."""

    code = "above_own_rights"
    says = _("You may not give more rights than you have.")


class LastOwner(Conflict):
    code = "last_owner"
    says = _("An organisation keeps at least one owner.")


class AlreadyMember(Conflict):
    code = "already_member"
    says = _("This person is a member already.")


class SlugTaken(Conflict):
    code = "slug_taken"
    says = _("This short name is taken.")


class NameTaken(Conflict):
    code = "name_taken"
    says = _("This name is taken.")


class RolesExclude(Conflict):
    """System, security and audit administrators are three different people."""

    code = "roles_exclude"
    says = _("System, security and audit administration must lie with different people.")


class UnknownRole(Invalid):
    code = "unknown_role"
    says = _("There is no such role.")


class UnknownScope(Invalid):
    code = "unknown_scope"
    says = _("There is no such scope.")


class InvitationSpent(NotFound):
    """Unknown, used, revoked or expired: one answer for all."""

    code = "invitation_spent"
    says = _("This invitation is no longer valid. Please ask for a new one.")


class InvitationForOther(Forbidden):
    code = "invitation_for_other"
    says = _("This invitation is for another address. Please sign in with that one.")


class BadKey(HeyanError):
    """Unknown, revoked, expired or used from elsewhere: one answer for all."""

    code = "bad_key"
    status = 401
    says = _("This API key is not valid.")


class AttributeUnknown(Invalid):
    """`name` is no attribute of the tenant."""

    code = "attribute_unknown"
    says = _("%(name)s is not an attribute of your organisation.")


class AttributeValueUnknown(Invalid):
    """`value` is none of the values that the attribute `name` may have."""

    code = "attribute_value_unknown"
    says = _("%(value)s is not a value of %(name)s.")


class ValueTwice(Invalid):
    """Two values of an attribute share a name, so that nobody could tell which one is meant."""

    code = "value_twice"
    says = _("%(value)s stands for two values. Each name may be there once.")
