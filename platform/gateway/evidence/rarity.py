"""How rare a term is in ordinary text: what a question is about is rarer than what it is put in."""

from functools import cache
from importlib.resources import files


def rarity(term: str) -> float:
    """0 for what stands in every text, 1 for what stands in none."""
    return _known().get(term, 10) / 10


@cache
def _known() -> dict[str, int]:
    """Terms by their rarity in tenths: a line each, `tenths term term …`."""
    text = (files("gateway") / "evidence" / "common_terms.txt").read_text(encoding="utf-8")
    return {term: int(tenths) for line in text.splitlines() for tenths, *words in [line.split(" ")] for term in words}
