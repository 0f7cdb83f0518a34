"""Terms are found where they stand as such, in every disguise that is claimed, and nowhere else."""

import pytest

from moderation.folding import fold
from moderation.lexicons import STARTER, Entry, LineInvalid, build, digest, fits, parse, parse_all, patterns, starter
from moderation.matching import Matcher
from moderation.risks import RISK_CODES
from moderation.variants import forms
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


def test_short_terms_get_no_latin_spelling() -> None:
    assert forms("橡果") == ("橡果", "xiangguo", "xiang guo", "木象果") or "xg" not in forms("橡果")
    assert not [form for form in forms("一二") if form.isascii()]


def test_forms_are_folded_and_distinct() -> None:
    for text in ("银杏密令", "Bad Acorn", "代开發票"):
        held = forms(text)
        assert len(set(held)) == len(held)
        assert all(fold(form).terms == form for form in held)


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("一二三四五六七八九十", True),
        ("一二三四五六七八九十甲", False),
        ("甲", False),
        ("a b c d e", True),
        ("a b c d e f", False),
        ("！？", False),
    ],
)
def test_terms_have_the_length_that_the_standard_names(text: str, well: bool) -> None:
    assert fits(text) is well


def test_a_line_is_a_term_a_phrase_or_nothing() -> None:
    assert parse("橡果\tA.3.c\t0.4 # note") == Entry(kind="term", text="橡果", category="A.3.c", confidence=0.4)
    assert parse("橡果树\tallow") == Entry(kind="phrase", text="橡果树")
    assert parse("橡果", category="A.1.a") == Entry(kind="term", text="橡果", category="A.1.a")
    assert parse("  # only a note") is None
    for line, part in (("橡果", "category"), ("橡果\tA.3.c\tmuch", "confidence"), ("橡果\tA.3.c\t2", "confidence")):
        with pytest.raises(LineInvalid, match=part):
            parse(line)


def test_the_same_term_in_two_spellings_is_one_entry() -> None:
    entries, refused = parse_all(["橡果\tA.3.c", "橡 果\tA.1.a", "x"])
    assert [entry.text for entry in entries] == ["橡果"]
    assert refused == [(3, "text")]


def test_the_starter_list_shows_every_risk_and_is_built_from_its_source() -> None:
    entries, refused = parse_all(STARTER.read_text(encoding="utf-8").splitlines())
    assert refused == []
    assert {entry.category for entry in entries if entry.kind == "term"} == RISK_CODES
    assert tuple(build(entries)) == starter()


def test_a_rule_names_its_term_without_quoting_it() -> None:
    ((text, rule), *_) = patterns(build([Entry(kind="term", text="橡果", category="A.3.c")]), "base")
    assert text == "橡果"
    assert rule.name == f"lexicon:base:{digest('橡 果')}"
