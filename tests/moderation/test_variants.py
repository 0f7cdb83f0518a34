"""Disguises are made when a list is built: only those that no ordinary text holds."""

import pytest

from moderation.folding import fold
from moderation.halves import HALVES
from moderation.variants import forms


def test_short_terms_get_no_latin_spelling() -> None:
    assert forms("橡果") == ("橡果", "xiangguo", "xiang guo", "木象果") or "xg" not in forms("橡果")
    assert not [form for form in forms("一二") if form.isascii()]


def test_forms_are_folded_and_distinct() -> None:
    for text in ("银杏密令", "Bad Acorn", "代开發票"):
        held = forms(text)
        assert len(set(held)) == len(held)
        assert all(fold(form).terms == form for form in held)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("银杏密令", "yinxingmiling"),
        ("银杏密令", "yin xing mi ling"),
        ("银杏密令", "钅艮杏密令"),
        ("一种颜色笔", "yzysb"),
        ("bad acorn", "badacorn"),
        ("bad acorn", "b a d a c o r n"),
    ],
)
def test_a_disguise_is_among_the_forms(text: str, form: str) -> None:
    assert form in forms(text)


def test_halves_are_two_characters_that_fold_to_themselves() -> None:
    for whole, halves in HALVES.items():
        assert len(whole) == 1
        assert len(halves) == 2
        assert fold(whole).terms == whole
