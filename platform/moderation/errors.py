"""What can go wrong in moderation."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, Invalid, NotFound, Unavailable


class ModerationBroken(Unavailable):
    """The text could not be judged. It must not be shown and must not be sent on."""

    code = "moderation_broken"
    says = _("The content check is not available at the moment, so nothing is shown. Please try again shortly.")


class PolicyNotFound(NotFound):
    code = "policy_not_found"
    says = _("There is no such policy.")


class EntryNotFound(NotFound):
    code = "entry_not_found"
    says = _("There is no such term or phrase.")


class EntryExists(Conflict):
    code = "entry_exists"
    says = _("This term or phrase is already in your list.")


class TermInvalid(Invalid):
    """`field` is text, category or confidence."""

    code = "term_invalid"
    says = _("A term has 2 to 10 Chinese characters or up to 5 words, and belongs to one of the 31 risks.")


class PolicyInvalid(Invalid):
    """`field` names the part of the rules that does not fit."""

    code = "policy_invalid"
    says = _("This part of the policy cannot be used: %(field)s")


class PolicyTaken(Conflict):
    code = "policy_taken"
    says = _("Another policy already has this name.")
