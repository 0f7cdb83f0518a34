"""A call and a card to count it on."""

from uuid import UUID

import pytest

from gateway.selectors import cards
from gateway.types import Call, Card
from kit.ids import new_id


@pytest.fixture
def call(in_acorn: UUID) -> Call:
    return Call(
        tenant_id=in_acorn,
        purpose="answer",
        sensitivity="internal",
        personal=False,
        legal_basis="contract",
        bot_id=new_id(),
        subject="widget:zhang",
    )


@pytest.fixture
def word_for_word(in_acorn: UUID) -> Card:
    return next(card for card in cards() if card.name == "extractive")
