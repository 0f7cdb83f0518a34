"""What this app puts on record about itself."""

from django.utils.translation import gettext_lazy as _

from audit.types import event

UNMASKED = event(
    "audit.unmasked",
    says=_("Somebody looked behind the pseudonyms of an entry, giving a reason."),
    keeps=("entry", "reason"),
    retention="security",
)
PAYLOADS_ERASED = event(
    "audit.payloads_erased",
    says=_("The personal content of {count} entries was erased."),
    keeps=("count",),
    retention="consent",
)
EXPORTED = event(
    "audit.exported",
    says=_("The trail was exported up to entry {last}."),
    keeps=("last", "hash", "ok"),
    retention="security",
)
PURGED = event(
    "audit.purged",
    says=_("{count} entries older than {before} were purged."),
    keeps=("count", "ranges", "before"),
    retention="consent",
)
