"""What can go wrong around a turn, as the doors translate it."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, HeyanError, Invalid, NotFound, Unavailable


class BotNotFound(NotFound):
    code = "bot_not_found"
    says = _("There is no bot of this name.")


class BotClosed(HeyanError):
    """The bot is not published, or its emergency switch is off."""

    code = "bot_closed"
    status = 403
    says = _("This bot is not available at the moment.")


class SlugTaken(Conflict):
    code = "slug_taken"
    says = _("Another bot already has this address.")


class ConversationNotFound(NotFound):
    code = "conversation_not_found"
    says = _("There is no such conversation.")


class TurnNotFound(NotFound):
    code = "turn_not_found"
    says = _("There is no such turn.")


class QuestionInvalid(Invalid):
    """`field` is question; `limit` the most characters."""

    code = "question_invalid"
    says = _("Please ask a question of 1 to %(limit)d characters.")


class TurnRunning(Conflict):
    """A turn with this idempotency key has not ended."""

    code = "turn_running"
    says = _("This question is still being answered.")


class KeyReused(HeyanError):
    """The idempotency key came with another body before."""

    code = "idempotency_key_reused"
    status = 422
    says = _("This idempotency key was used for another question.")


class EvidenceUnavailable(Unavailable):
    """The record of the turn can't be written, so nothing is shown, or nothing more."""

    code = "evidence_unavailable"
    says = _("The record of this answer cannot be written at the moment, so it is not shown. Please try again shortly.")


class EvidenceRefused(EvidenceUnavailable):
    """The database will never take this record: a fault of ours, which trying again does not mend."""

    code = "evidence_refused"
    status = 500
    says = _("The record of this answer cannot be written, so it is not shown. Please report this.")


class LeaseLost(HeyanError):
    """This process no longer owns the turn: somebody else has closed it."""

    code = "lease_lost"
    status = 503
    says = _("The answer was interrupted. Please ask again.")


class SiteNotFound(NotFound):
    code = "site_not_found"
    says = _("There is no such site.")


class OriginInvalid(Invalid):
    """`origin` is what was given."""

    code = "origin_invalid"
    says = _("%(origin)s is not the origin of a web site, such as https://www.example.com.")


class AccentInvalid(Invalid):
    """`ratio` is the contrast with white text that was computed; WCAG asks for 4.5."""

    code = "accent_invalid"
    says = _("White text on this colour would be hard to read (contrast %(ratio)s, at least 4.5 is needed).")


class RenditionNotFound(NotFound):
    code = "rendition_not_found"
    says = _("There is no such summary or translation.")


class NeedsModel(Conflict):
    code = "needs_model"
    says = _("A translation needs a language model. Connect one under Models, or let the small local model load.")


class RenditionUnfinished(Conflict):
    code = "rendition_unfinished"
    says = _("It is not finished yet.")


class VersionNotReady(Conflict):
    code = "version_not_ready"
    says = _("This version is not ready, so there is nothing to work from yet.")
