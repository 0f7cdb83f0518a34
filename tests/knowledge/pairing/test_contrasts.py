"""Words of one kind, each in its place once."""

from knowledge.pairing.contrasts import CONTRASTS


def test_every_kind_has_at_least_two_words_to_tell_apart() -> None:
    assert all(len(words) > 1 for words in CONTRASTS)


def test_no_word_is_empty_or_holds_a_space() -> None:
    assert [word for words in CONTRASTS for word in words if not word or word != word.strip()] == []
