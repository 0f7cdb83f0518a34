"""Cards as others see them."""

from uuid import UUID

import pytest

from gateway.errors import NoSuchModel
from gateway.selectors import card, cards, probe
from gateway.services import save_model
from gateway.services.models import ModelFields
from kit.ids import new_id
from tenants.types import Principal


def test_ones_own_stand_before_the_platforms(in_acorn: UUID, anna: Principal) -> None:
    for name in ("b", "a"):
        save_model(fields=ModelFields(name=name, vendor="scripted", model="m"), by=anna)
    assert [(each.name, each.offered_by) for each in cards()] == [
        ("a", "tenant"),
        ("b", "tenant"),
        ("extractive", "platform"),
    ]


def test_a_card_is_found_by_its_id(in_acorn: UUID) -> None:
    (word_for_word,) = cards()
    assert card(word_for_word.id) == word_for_word


def test_what_is_not_there_is_told_as_such(in_acorn: UUID) -> None:
    for read in (card, probe):
        with pytest.raises(NoSuchModel):
            read(new_id())
