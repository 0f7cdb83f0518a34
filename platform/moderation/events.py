"""What moderation records for the auditor."""

from audit.types import event

ENTRY_ADDED = event(
    "moderation.entry_added",
    says="A {kind} was added to the tenant's list, now version {version}",
    keeps=("kind", "category", "digest", "confidence", "version"),
    retention="security",
)
ENTRY_REMOVED = event(
    "moderation.entry_removed",
    says="A {kind} was removed from the tenant's list, now version {version}",
    keeps=("kind", "category", "digest", "version"),
    retention="security",
)
POLICY_SAVED = event(
    "moderation.policy_saved",
    says="The policy {name} was saved as version {version}",
    keeps=("policy", "name", "version", "default", "rules"),
    retention="security",
)
BASE_IMPORTED = event(
    "moderation.base_imported",
    says="The platform's list was replaced: version {version} has {terms} terms",
    keeps=("version", "digest", "terms", "phrases", "refused", "note"),
    retention="security",
)
