"""A scan finds terms, phrases and personal data with their places, and tells what is still open."""

from moderation.personal import NAMES, shapes
from moderation.scanning import Lexicons, scan, scan_part
from tests.moderation.screens import matcher

LISTS = Lexicons(
    matcher("base", (("甲乙", "A.1.f"), ("zug", "A.1.h")), ("甲乙丙",)),
    matcher("tenant", (("丁丁", "A.2.a"),)),
    shapes(NAMES),
)


def rules(text: str) -> list[str]:
    return [finding.rule.rpartition(":")[0] or finding.rule for finding in scan(text, LISTS).findings]


def test_findings_come_in_order_of_place() -> None:
    assert rules("丁丁，13800138000，甲乙") == ["lexicon:tenant", "personal", "lexicon:base"]


def test_a_place_counts_the_characters_of_the_text() -> None:
    (finding,) = scan("前\u200b甲 \u200b乙后", LISTS).findings
    assert (finding.start, finding.end) == (2, 6)


def test_a_whole_text_has_nothing_open() -> None:
    held = scan("甲", LISTS)
    assert held.undecided_from(0, 1) == 1


def test_a_part_is_open_from_where_a_term_could_begin() -> None:
    assert scan_part("好甲", LISTS, since=0).undecided_from(0, 9) == 1
    assert scan_part("好丁甲", LISTS, since=0).undecided_from(0, 9) == 2
    assert scan_part("好好", LISTS, since=0).undecided_from(0, 9) == 2
    assert scan_part("好好", LISTS, since=0).undecided_from(0, 1) == 1


def test_a_term_waits_for_the_phrase_that_may_excuse_it() -> None:
    assert scan_part("好甲乙", LISTS, since=0).undecided_from(0, 9) == 1
    assert scan_part("好甲乙好", LISTS, since=0).undecided_from(0, 9) == 4


def test_a_moved_finding_keeps_what_it_says() -> None:
    (finding,) = scan("13800138000", LISTS).findings
    moved = finding.moved(5)
    assert (moved.start, moved.end, moved.stars) == (5, 16, tuple(star + 5 for star in finding.stars))
    assert (moved.rule, moved.confidence) == (finding.rule, finding.confidence)
