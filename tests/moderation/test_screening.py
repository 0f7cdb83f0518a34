"""However a text is cut, its stream releases and says what the whole text's verdict says."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.folding import Folded
from moderation.personal import shapes
from moderation.scanning import Finding, Lexicons
from moderation.screening import PolicyScreen
from moderation.types import Verdict
from tests.moderation.screens import NOTICES, matcher, screen

ALPHABET = "甲乙丙丁a1zugb 。-，\u200b.@x8０Ｚ"
PIECES = ("甲乙", "丙甲乙丙", "乙丁甲a", "zug", "zug ab", "z u g", "zug a", "13800138000", "138-0013-8000", "a@b.cn")
PIECES += (
    "11010519491231002X",
    "\u200b" * 17,
    "\u200b" * 5,
    "----",
    "护照8",
    "123456789",
    "京A12345",
    "4111 1111 1111 1111",
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(ALPHABET, max_size=6)), max_size=7).map("".join)


class Shouting:
    """A detector that objects to a unit with three x."""

    name, version = "shouting", "1"

    def find(self, folded: Folded) -> Iterator[Finding]:
        if folded.text.count("x") >= 3:
            end = len(folded.text)
            yield Finding(
                start=folded.text.index("x"),
                end=end,
                rule="injection:x",
                category="injection",
                confidence=0.9,
                stars=(),
            )


PLAIN, SENTENCES = screen(), screen(detectors=(Shouting(),))
STRICT = screen(rules={"output": {"A": [{"action": "refuse", "notice": "no"}]}, "notices": NOTICES})


def streamed(judge: PolicyScreen, parts: list[str]) -> tuple[str, Verdict]:
    stream = judge.stream()
    releases = [stream.push(part) for part in parts] + [stream.finish()]
    verdicts = [release.verdict for release in releases if release.verdict]
    assert len(verdicts) == 1
    return "".join(release.text for release in releases), verdicts[0]


def expected(verdict: Verdict) -> str:
    return verdict.masked[: verdict.hits[-1].start] if verdict.flagged else verdict.masked


def assert_equal(judge: PolicyScreen, text: str, parts: list[str]) -> None:
    whole = judge.judge(text)
    released, verdict = streamed(judge, parts)
    assert released == expected(whole)
    assert (verdict.action, verdict.category, verdict.notice) == (whole.action, whole.category, whole.notice)
    assert verdict.hits == whole.hits
    assert verdict.masked == released


def cut_at(text: str, places: set[int]) -> list[str]:
    return [text[a:b] for a, b in pairwise([0, *sorted(places), len(text)])]


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.data(), st.sampled_from([PLAIN, SENTENCES]))
@example("护照" + "\u200b" * 30 + "123456789", None, PLAIN)
def test_a_stream_says_and_releases_what_the_whole_text_does(
    text: str, data: st.DataObject | None, judge: PolicyScreen
) -> None:
    places = data.draw(st.sets(st.integers(0, len(text)), max_size=12)) if data else set(range(len(text)))
    assert_equal(judge, text, cut_at(text, places))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([PLAIN, SENTENCES]))
def test_a_stream_of_single_characters_is_no_different(text: str, judge: PolicyScreen) -> None:
    assert_equal(judge, text, list(text))


@pytest.mark.parametrize("text", ["丙甲乙丙丁zug ab1", "问13800138000x", "乙丁甲a，z u g，甲"])
def test_every_split_of_a_longer_text_agrees(text: str) -> None:
    for number in range(2 ** (len(text) - 1)):
        assert_equal(PLAIN, text, cut_at(text, {place + 1 for place in range(len(text) - 1) if number >> place & 1}))


@settings(max_examples=40, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=9))
@example("丙甲乙丙丁zug")
@example("x甲乙x甲乙丙丁")
@example("zug azug b")
def test_every_split_of_a_short_text_agrees(text: str) -> None:
    for number in range(2 ** (len(text) - 1)):
        assert_equal(PLAIN, text, cut_at(text, {place + 1 for place in range(len(text) - 1) if number >> place & 1}))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("丙甲乙丙1")
@example("乙丁甲a乙丁甲azug")
def test_no_release_holds_a_banned_term(text: str) -> None:
    """Masks are left out of this: a star is a separator, and may join what a number kept apart."""
    released, _ = streamed(STRICT, list(text))
    assert not STRICT.judge(released).flagged


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("你好", ""),
        ("你好甲", "甲"),
        ("你好甲 ", "甲 "),
        ("你好甲，", ""),
        ("say zu", "zu"),
        ("say zux", "zux"),
        ("say zux ", ""),
        ("问 138", "138"),
        ("问 128", "128"),
        ("问 128。", ""),
        ("问 1380013800", "1380013800"),
        ("问 138001380001 ", ""),
        ("问 13800138000 ", ""),
        ("问13800138000", "13800138000"),
        ("丙甲", "甲"),
        ("a@b", "a@b"),
    ],
)
def test_exactly_what_could_still_become_something_is_held(text: str, held: str) -> None:
    stream = PLAIN.stream()
    released = "".join(stream.push(character).text for character in text)
    assert text[len(released) :] == held


def test_a_phrase_that_began_long_ago_still_excuses() -> None:
    """The phrase is complete, but a longer term that began inside it keeps its last part undecided."""
    phrase = "alpha beta gamma delta 丙甲乙"
    lists = Lexicons(
        matcher("base", (("甲乙", "A.1.f"), ("丙甲乙丁丁丁", "A.1.f")), (phrase,)),
        matcher("tenant", ()),
        shapes(frozenset()),
    )
    assert_equal(screen(lists), phrase + "丁好", list(phrase + "丁好"))
    assert not screen(lists).judge(phrase + "丁好").flagged


def test_a_tenants_phrase_excuses_the_tenants_terms_only() -> None:
    lists = Lexicons(
        matcher("base", (("甲乙", "A.1.f"),), ("丙丁丙",)),
        matcher("tenant", (("丙丁", "A.1.f"),), ("丙甲乙", "丁丙丁")),
        shapes(frozenset()),
    )
    flagged = {text: screen(lists).judge(text).flagged for text in ("丙甲乙", "丁丙丁", "丙丁丙")}
    assert flagged == {"丙甲乙": True, "丁丙丁": False, "丙丁丙": True}


def test_a_phrase_that_the_text_stops_inside_excuses_nothing() -> None:
    stream = STRICT.stream()
    assert "".join(stream.push(character).text for character in "好丙甲乙丙1") == "好丙"
    assert [hit.start for hit in STRICT.judge("好丙甲乙丙1").hits] == [2]
