"""Tell texts that the database can hold from those that it cannot."""


def storable(text: str) -> bool:
    """No NUL and no half of a character: neither has a place in the database's UTF-8."""
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)
