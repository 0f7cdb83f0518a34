"""Tell texts that say nearly the same, by the short runs of characters that they share."""

import hashlib
import re
import unicodedata

WIDTH = 5
"""Characters of a run: long enough that two texts about one thing share few by chance."""
REPEATS = 0.7
"""Share of all runs of two texts that both have, from which the one repeats the other."""
LEAST = 20
"""Characters from which a text is compared: headings and table heads repeat everywhere."""
_SPACE = re.compile(r"\s+")


def resemblance(first: str, second: str) -> float:
    """How much of both texts together stands in each, 0–1; 0 where one says too little to tell."""
    one, other = runs(first), runs(second)
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def runs(text: str) -> frozenset[str]:
    """The runs of `WIDTH` characters of a text, without regard to width, case and white space."""
    bare = plain(text)
    if len(bare) < LEAST:
        return frozenset()
    return frozenset(bare[at : at + WIDTH] for at in range(len(bare) - WIDTH + 1))


def plain(text: str) -> str:
    """The text as it is compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def key_of(first: str, second: str) -> str:
    """A name for two texts in whatever order, under which a decision about them is found again."""
    both = sorted((plain(first), plain(second)))
    return hashlib.sha256("\n".join(both).encode()).hexdigest()
