"""The question is prepared where no connection is held."""

from typing import Any

import pytest
from django.db import connections

from chat.stages import retrieval
from kit.scoping import tenant_in_scope
from knowledge.selectors import prepare
from tests.chat.conftest import Library, Room


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("model")
async def test_a_question_is_prepared_outside_any_transaction(
    room: Room, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def watched(question: str) -> Any:
        seen.append((tenant_in_scope(), connections["default"].in_atomic_block))
        return prepare(question)

    monkeypatch.setattr(retrieval, "prepare", watched)
    await room.ask()
    assert seen == [(None, False)]
    assert len(library.searched) == 1
