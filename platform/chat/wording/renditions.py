"""Why a summary or translation was not made, as sentences for whoever asked."""

from django.utils.translation import gettext_noop

PROBLEMS = {
    "nothing_made": gettext_noop("The document holds nothing that could be used, or screening kept all of it back."),
    "needs_model": gettext_noop("A translation needs a language model, and there is none any more."),
    "budget_spent": gettext_noop("The budget for models is used up."),
    "unreadable": gettext_noop("The file of this version can't be read any more."),
    "text_withheld": gettext_noop("Screening keeps parts of this document back, so its whole text is not handed on."),
    "other": gettext_noop("The model did not answer. Please try again later."),
}
"""By the code of the error that stopped it."""
