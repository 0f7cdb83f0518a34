"""Edit the overlay lexicon and the policies of the tenant in scope, and import the platform's base list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from moderation.types import EntryInfo, EntryKind, ImportReport, PolicyInfo
from tenants.types import Principal


def add_entry(*, kind: EntryKind, text: str, category: str = "", confidence: float = 1.0, by: Principal) -> EntryInfo:
    """Add a term or an allow-phrase. Raises TermInvalid, EntryExists."""
    raise NotImplementedError


def remove_entry(*, entry_id: UUID, by: Principal) -> None:
    """Remove an entry of the tenant's own. Raises EntryNotFound."""
    raise NotImplementedError


def save_policy(
    *, policy_id: UUID | None, name: str, rules: dict[str, Any], default: bool = False, by: Principal
) -> PolicyInfo:
    """Save a policy as its next version. Raises PolicyInvalid, PolicyNotFound."""
    raise NotImplementedError


def import_base(*, lines: Iterable[str], note: str, by: Principal) -> ImportReport:
    """Replace the imported part of the platform's base list; inside the platform's scope only."""
    raise NotImplementedError
