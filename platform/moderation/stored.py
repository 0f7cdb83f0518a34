"""Rows as the frozen values that other apps see. No queries."""

from typing import Any

from moderation.models import OverlayEntry, Policy
from moderation.types import EntryInfo, PolicyInfo


def entry_info(row: OverlayEntry) -> EntryInfo:
    return EntryInfo(
        id=row.id,
        kind="phrase" if row.kind == "phrase" else "term",
        text=row.text,
        category=row.category,
        confidence=row.confidence,
        created_at=row.created_at,
    )


def policy_info(row: Policy, rules: dict[str, Any]) -> PolicyInfo:
    return PolicyInfo(
        id=row.id,
        name=row.name,
        version=row.version,
        is_default=row.is_default,
        rules=rules,
        created_at=row.created_at,
    )
