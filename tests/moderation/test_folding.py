"""Disguises fall away character by character, and every place is exact in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import folding
from moderation.folding import fold, fold_term

ANY = st.text(st.one_of(st.characters(), st.sampled_from("ab甲乙 -.，。\u200b\ufe0f０Ａ🅰測")), max_size=60)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＨＥＬＬＯ１", "hello1"),
        ("測試龍", "测试龙"),
        ("ℋ𝓮𝗅𝖑𝐨", "hello"),
        ("раураl", "paypal"),
        ("αρρlе", "apple"),
        ("🅷🅴🄻🄻🇴", "hello"),
        ("café", "cafe"),
        ("①⑵Ⅷ", "12ⅷ"),
        ("甲\u200b\u2060\u00ad乙\ufe0f丙", "甲乙丙"),
        ("甲 * 乙·丙💣丁", "甲乙丙丁"),
        ("甲\n乙", "甲乙"),
        ("b-a.d", "b a d"),
        ("甲----乙", "甲\x00乙"),
        ("甲，乙。丙", "甲\x00乙\x00丙"),
        ("甲" + "\u200b" * 16 + "乙", "甲乙"),
        ("甲" + "\u200b" * 17 + "乙", "甲\x00乙"),
    ],
)
def test_a_disguise_is_read_as_what_it_shows(written: str, read: str) -> None:
    assert fold(written).terms == read


def test_numbers_keep_their_punctuation_in_one_spelling() -> None:
    assert fold("０７５５－８８８８　１２３４\u200b，ａ＠ｂ．ｃｎ").numbers == "0755-8888 1234,a@b.cn"


@given(ANY)
def test_places_rise_and_point_at_the_character_that_was_kept(text: str) -> None:
    folded = fold(text)
    places = [folded.term_place(index) for index in range(len(folded.terms))]
    assert places == sorted(set(places))
    for index, place in enumerate(places):
        assert folded.terms[index] in {" ", "\x00"} or fold(text[place]).terms == folded.terms[index]


@given(ANY)
def test_the_way_back_finds_the_first_kept_character(text: str) -> None:
    folded = fold(text)
    places = [folded.term_place(index) for index in range(len(folded.terms))]
    for place in range(len(text) + 1):
        assert folded.terms_from(place) == sum(each < place for each in places)


@given(ANY, ANY)
def test_what_follows_never_changes_what_was_folded(text: str, more: str) -> None:
    assert fold(text + more).terms.startswith(fold(text).terms)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = "".join(c for c in fold(text).terms if c not in " \x00")
    assert fold(once).terms == once


@given(st.text(st.characters(), max_size=200))
def test_short_and_long_texts_fold_alike(text: str) -> None:
    assert fold(text + "甲" * 40).terms == fold(text).terms + "甲" * 40


def test_lone_surrogates_pass() -> None:
    assert fold("a\ud800" * 20).terms == "a\ud800" * 20


def test_a_term_is_trimmed_and_has_no_breaks() -> None:
    assert fold_term("  Bad，  Word! ") == "badword"
    assert fold_term("Bad  Word") == "bad word"


def test_both_tables_agree_on_letters() -> None:
    tables = folding._Tables()
    kept = (tables.terms > 0x20) & (tables.terms != tables.numbers)
    assert not kept.any()
