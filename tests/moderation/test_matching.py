"""Terms are found where they stand as such, in every disguise that is claimed, and nowhere else."""

import pytest

from moderation.folding import fold
from moderation.matching import Matcher
from tests.moderation.screens import matcher

TERMS = (("银杏密令", "A.3.c"), ("bad acorn", "A.1.h"), ("橡果", "A.3.c"), ("pine", "A.1.h"))


def found(text: str) -> list[str]:
    folded = fold(text)
    places = [folded.term_span(start, end) for start, end, _ in matcher("base", TERMS).find(folded.terms)]
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    "text",
    [
        "银杏密令",
        "銀杏密令",
        "银 杏 密 令",
        "银*杏-密_令",
        "银\u200b杏\u200d密令",
        "银🌳杏🌳密🌳令",
        "银\n杏\n密\n令",
        "钅艮杏密令",
        "yinxingmiling",
        "yin xing mi ling",
        "YinXingMiLing",
        "bad acorn",
        "BadAcorn",
        "b a d a c o r n",
        "b.a.d.a.c.o.r.n",
        "ｂａｄ　ａｃｏｒｎ",
        "bаd аcorn",
        "𝓫𝓪𝓭 𝓪𝓬𝓸𝓻𝓷",
        "bad\u00adacorn",
    ],
)
def test_a_disguised_term_is_found_whole(text: str) -> None:
    assert found(f"甲{text}，") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "银杏，密令",
        "银杏。密令",
        "银杏----密令",
        "a bad acorns",
        "abad acorn",
        "spine",
        "pineapple",
        "my pi nets",
        "the pin exit",
    ],
)
def test_a_chance_neighbourhood_is_not_a_term(text: str) -> None:
    assert found(text) == []


def test_overlapping_terms_are_all_found() -> None:
    held = matcher("base", (("甲乙丙", "A.1.a"), ("乙丙", "A.1.b"), ("丙丁", "A.1.c")))
    assert [(start, end) for start, end, _ in held.find("甲乙丙丁")] == [(0, 3), (1, 3), (2, 4)]


def test_a_matcher_without_patterns_finds_nothing() -> None:
    assert Matcher(()).find("甲乙") == []
