"""Whose usage it is, without the name."""

from kit.crypto import mac

LENGTH = 32


def pseudonym(subject: str) -> str:
    """The same for the same subject, and no way back from it without the key."""
    return mac("usage", subject.encode())[:LENGTH] if subject else ""
