"""A word written by its sound is found as the word that was meant."""

from gateway.evidence.focus import chunks, share, spaced
from gateway.evidence.sounds import with_homophones


def test_a_homophone_of_the_material_is_found() -> None:
    text = spaced("工资发放时间为次月10日")
    plain = [item for chunk in chunks("公资哪天发") for item in chunk.items]
    heard = [item for chunk in with_homophones(chunks("公资哪天发"), text) for item in chunk.items]
    assert share(heard, text) > share(plain, text)


def test_what_is_there_already_stays_as_it_is() -> None:
    asked = chunks("工资哪天发")
    assert with_homophones(asked, spaced("工资每月发放")) == asked


def test_what_sounds_like_nothing_there_stays_as_it_is() -> None:
    asked = chunks("宠物寄养")
    assert with_homophones(asked, spaced("迟到罚款")) == asked
