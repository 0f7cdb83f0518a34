"""What can go wrong at the desk, as the doors translate it."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, Forbidden, Invalid, NotFound


class ClusterNotFound(NotFound):
    code = "cluster_not_found"
    says = _("There is no such question.")


class DraftNotFound(NotFound):
    code = "draft_not_found"
    says = _("There is no such draft.")


class CaseNotFound(NotFound):
    code = "case_not_found"
    says = _("There is no such regression case.")


class NotRateable(Conflict):
    """The turn runs, was cut off, or its text is erased."""

    code = "not_rateable"
    says = _("This answer cannot be rated.")


class RatingInvalid(Invalid):
    """`field` is verdict, reason, comment or correction."""

    code = "rating_invalid"
    says = _("This rating cannot be used.")


class DraftInvalid(Invalid):
    """`field` is questions, answer or base."""

    code = "draft_invalid"
    says = _("Please give at least one question, an answer and a knowledge base that the bot uses.")


class DraftDecided(Conflict):
    code = "draft_decided"
    says = _("Somebody has decided about this draft in the meantime.")


class OwnDraft(Forbidden):
    """Somebody else in the tenant has the right to approve it."""

    code = "own_draft"
    says = _("A draft is approved by another person than the one who wrote it.")


class CannotTell(Conflict):
    """Nobody would know where to send the answer."""

    code = "cannot_tell"
    says = _("You cannot be told here: this visit ends with the page.")


class NothingToDraftFrom(Conflict):
    code = "nothing_to_draft_from"
    says = _("No passage was found for this question, so there is nothing to write a draft from.")
