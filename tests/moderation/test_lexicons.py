"""Lists are read line by line, built into patterns, and packed; the starter list shows every risk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.lexicons import (
    STARTER,
    Entry,
    LineInvalid,
    build,
    digest,
    fits,
    pack,
    parse,
    parse_all,
    patterns,
    starter,
    starter_version,
    unpack,
)
from moderation.risks import RISK_CODES


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


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20), max_size=9)
)
def test_packing_keeps_every_line(lines: list[str]) -> None:
    assert list(unpack(pack(lines))) == [line for line in lines if lines != [""]]


def test_the_same_lines_pack_to_the_same_bytes() -> None:
    assert pack(["a", "b"]) == pack(iter(["a", "b"]))


def test_the_starter_version_is_short_and_stable() -> None:
    assert len(starter_version()) == 8
    assert starter_version() == starter_version()
