"""What can go wrong with bases and documents; sentences of unreadable files come from `parsed.FAILURES`."""

from django.utils.translation import gettext_lazy as _

from kit.errors import Conflict, HeyanError, Invalid, NotFound, Unavailable


class BaseNotFound(NotFound):
    code = "base_not_found"
    says = _("There is no such knowledge base, or you may not read it.")


class DocumentNotFound(NotFound):
    code = "document_not_found"
    says = _("There is no such document, or you may not read it.")


class PassageNotFound(NotFound):
    code = "passage_not_found"
    says = _("There is no such passage, or you may not read it.")


class PageNotFound(NotFound):
    code = "page_not_found"
    says = _("The document has no such page.")


class PageWithheld(NotFound):
    code = "page_withheld"
    says = _("This page holds text that screening keeps back, so there is no picture of it.")


class PagesBusy(Unavailable):
    """Too many pages are being drawn. `retry_after` is in seconds."""

    code = "pages_busy"
    says = _("Many pages are being opened at the moment. Please try again in a few seconds.")
    retry_after = 2.0


class SlugTaken(Conflict):
    code = "base_slug_taken"
    says = _("Another knowledge base already uses this short name.")


class NothingToRetry(Conflict):
    code = "nothing_to_retry"
    says = _("This document has not failed, so there is nothing to try again.")


class SameFile(Conflict):
    """The base holds this very file. `document` and `version` are the ids of where."""

    code = "same_file"
    says = _("This very file is already here: %(name)s, version %(number)s. Keep both only if both are needed.")


class NotInForce(Conflict):
    code = "version_not_in_force"
    says = _("Version %(number)s is not in force on these days. Change its days first, then go back to it.")


class NotReady(Conflict):
    code = "version_not_ready"
    says = _("Version %(number)s was never ready, so nothing can be found in it.")


class OverlapNotFound(NotFound):
    code = "overlap_not_found"
    says = _("There is no such overlap, or you may not read both documents.")


class AlreadyDecided(Conflict):
    code = "overlap_decided"
    says = _("Somebody has decided this in the meantime. Please look again.")


class FileTooLarge(Invalid):
    code = "file_too_large"
    status = 413
    says = _("The file has more than %(limit)s MB. Split it and upload the parts.")


class EmptyFile(Invalid):
    code = "file_empty"
    says = _("The file is empty. Check that the upload was complete, then upload it again.")


class ArchiveRefused(Invalid):
    """Nothing of a ZIP was taken in. `reason` is a sentence."""

    code = "archive_refused"
    says = _("The archive was not opened: %(reason)s")


class StorageFull(HeyanError):
    code = "storage_full"
    status = 507
    says = _("There is no room left to store the file. Tell your administrator; nothing of it was kept.")


class PairNotFound(NotFound):
    code = "pair_not_found"
    says = _("There is no such question-and-answer pair, or you may not read it.")


class PairChanged(Conflict):
    code = "pair_changed"
    says = _("Somebody else has saved this pair meanwhile. Look at it again before you save.")


class PairAsked(Conflict):
    """Another pair of the base has one of the questions."""

    code = "pair_question_taken"
    says = _("Another pair of this base already answers “%(question)s”.")


class ImportNotFound(NotFound):
    code = "pair_import_not_found"
    says = _("There is no such import. It was finished or dropped; choose the file again.")


class SheetUnreadable(Invalid):
    """`reason` is a sentence about the file."""

    code = "sheet_unreadable"
    says = _("The sheet can't be read: %(reason)s")


class RowsBad(Invalid):
    code = "pair_rows_bad"
    says = _("%(count)d rows have errors, so nothing was taken in. Mend them in the sheet and choose it again.")


class TooManyRows(Invalid):
    code = "pair_rows_too_many"
    says = _("The sheet has more than %(limit)d rows. Split it.")


class NeedsWriter(Conflict):
    code = "needs_writer"
    says = _(
        "No model that may read this base can write, and no passage of the document is a question with its answer. "
        "Connect a model under Models, or let the small local model load."
    )


class NothingToDraftFrom(Conflict):
    code = "nothing_to_draft_from"
    says = _("The document is not ready yet, so there is nothing to draft pairs from.")


class Unreadable(Conflict):
    code = "unreadable"
    says = _("The file of this version can't be read any more.")


class TextWithheld(Conflict):
    code = "text_withheld"
    says = _("Screening keeps parts of this document back, so its whole text is not handed on.")


class WebSourceNotFound(NotFound):
    code = "web_source_not_found"
    says = _("There are no such web pages, or you may not read them.")


class WebSourceBusy(Conflict):
    code = "web_source_busy"
    says = _("These pages are being read already.")


class TooManyAddresses(Invalid):
    code = "too_many_addresses"
    says = _("A list holds at most %(limit)d addresses. Use a sitemap, or make two lists.")


class AddressBad(Invalid):
    """One line of a list. `address` is shown as it was given, cut short."""

    code = "web_address_bad"
    says = _("This is no public web address: %(address)s")


class GlossaryEntryNotFound(NotFound):
    code = "glossary_entry_not_found"
    says = _("There is no such entry in the glossary.")


class GlossaryTermTaken(Conflict):
    code = "glossary_term_taken"
    says = _("The glossary already has an entry for this word.")


class GlossaryRowBad(Invalid):
    """A row of an imported file that can't be an entry; `line` counts from 1. Nothing was taken in."""

    code = "glossary_row_bad"
    says = _("Line %(line)d is no entry: it needs a word, and other words or a meaning. Nothing was taken in.")
