"""Read policies and lexicons, and give out screens."""

from uuid import UUID

from moderation.types import EntryInfo, LexiconInfo, PolicyInfo, Screen, Side


def screen_for(policy_id: UUID | None, *, side: Side) -> Screen:
    """The screen of a policy (None: the tenant's default) in the versions in force. Raises ModerationBroken, PolicyNotFound."""
    raise NotImplementedError


def policies() -> tuple[PolicyInfo, ...]:
    """The policies of the tenant, the default first."""
    raise NotImplementedError


def policy(policy_id: UUID | None = None) -> PolicyInfo:
    """One policy; None is the tenant's default, or the platform's where the tenant has none. Raises PolicyNotFound."""
    raise NotImplementedError


def entries() -> tuple[EntryInfo, ...]:
    """The terms and allow-phrases that the tenant added."""
    raise NotImplementedError


def lexicon() -> LexiconInfo:
    """The lexicon in force for the tenant."""
    raise NotImplementedError
