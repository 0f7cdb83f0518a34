"""Ordinary terms weigh less than those that name something."""

from gateway.evidence.rarity import rarity


def test_ordinary_words_are_common_and_unknown_ones_are_rare() -> None:
    assert rarity("规定") < rarity("电磁") <= rarity("麒麟兽") == 1


def test_it_lies_between_nought_and_one() -> None:
    assert all(0 <= rarity(term) <= 1 for term in ("的", "公司", "the", "company", "zzz", ""))
