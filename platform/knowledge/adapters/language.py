"""Tell Chinese from English text by its characters."""

from collections.abc import Iterable

SAMPLE = 20_000  # characters that decide


def language_of(texts: Iterable[str]) -> str:
    """ "zh", "en", or "" for other scripts and for text without letters."""
    han = latin = other = 0
    for text in texts:
        for character in text:
            if "\u4e00" <= character <= "\u9fff":
                han += 1
            elif character.isascii() and character.isalpha():
                latin += 1
            elif character.isalpha():
                other += 1
        if han + latin + other > SAMPLE:
            break
    # A Chinese character says about as much as three Latin letters.
    return "" if other > han * 3 + latin else "zh" if han * 3 >= latin and han else "en" if latin else ""
