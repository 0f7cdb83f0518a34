"""What this app puts on record."""

from django.utils.translation import gettext_lazy as _

from audit.types import event

NOTICE_DRAFTED = event(
    "consent.notice_drafted",
    says=_("The draft of the notice {purpose} ({language}) was changed."),
    keeps=("purpose", "language", "sha256"),
    retention="system",
)
NOTICE_PUBLISHED = event(
    "consent.notice_published",
    says=_("Version {version} of the notice {purpose} ({language}) was published."),
    keeps=("notice", "purpose", "language", "version", "sha256"),
    retention="consent",
)
GRANTED = event(
    "consent.granted",
    says=_("Somebody agreed to {purpose}, version {version} ({language})."),
    keeps=("purpose", "language", "version", "sha256", "channel"),
    retention="consent",
)
REFUSED = event(
    "consent.refused",
    says=_("Somebody said no to {purpose}, version {version} ({language})."),
    keeps=("purpose", "language", "version", "sha256", "channel"),
    retention="consent",
)
WITHDRAWN = event(
    "consent.withdrawn",
    says=_("Somebody took back the consent to {purpose}."),
    keeps=("purpose", "language", "version", "sha256", "channel"),
    retention="consent",
)
