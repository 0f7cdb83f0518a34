"""Why ingestion can end without a result, apart from what a file itself is to blame for (`parsed.FAILURES`)."""

from knowledge.parsed import gettext_noop

PROBLEMS: dict[str, str] = {
    "storage_full": gettext_noop("There was no room left to store what was read. Try again when there is."),
    "file_gone": gettext_noop("The uploaded file is no longer there. Upload it again."),
    "screening_broken": gettext_noop("The text could not be screened, so it is not shown. Try again shortly."),
    "gave_up": gettext_noop(
        "Processing was interrupted too often. Try again; if it stays so, tell your administrator."
    ),
}
