"""What this app puts on record about itself."""

from audit.types import event

UNMASKED = event(
    "audit.unmasked",
    says="Somebody looked behind the pseudonyms of an entry, giving a reason.",
    keeps=("entry", "reason"),
    retention="security",
)
PAYLOADS_ERASED = event(
    "audit.payloads_erased",
    says="The personal content of {count} entries was erased.",
    keeps=("count",),
    retention="consent",
)
EXPORTED = event(
    "audit.exported",
    says="The trail was exported up to entry {last}.",
    keeps=("last", "hash", "ok"),
    retention="security",
)
PURGED = event(
    "audit.purged",
    says="{count} entries older than {before} were purged.",
    keeps=("count", "ranges", "before"),
    retention="consent",
)
