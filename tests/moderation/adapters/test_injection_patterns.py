"""The patterns are well-formed: unique names, weights that are chances, words that the folded text can hold."""

import re

import pytest

from moderation.adapters.injection_patterns import PATTERNS
from moderation.folding import fold


def test_names_are_unique() -> None:
    names = [name for name, *_ in PATTERNS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("pattern", PATTERNS, ids=[name for name, *_ in PATTERNS])
def test_a_pattern_is_well_formed(pattern: tuple[str, float, str, str]) -> None:
    _, weight, words, regex = pattern
    assert 0 < weight < 1
    assert re.compile(regex, re.DOTALL).search("") is None
    for word in words.split("|"):
        assert word
        assert fold(word).numbers == word, "the detector reads folded text"
