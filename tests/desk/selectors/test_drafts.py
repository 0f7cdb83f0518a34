"""Drafts and the passage that they rest on."""

import pytest

from desk.errors import DraftNotFound
from desk.selectors import draft, drafts
from desk.selectors.drafts import source_from, source_of
from kit.ids import new_id
from tests.chat.values import LEAVE, passage
from tests.desk.conftest import Desk


def test_a_source_is_kept_and_read_again() -> None:
    held = passage(LEAVE, page=3)
    found = source_of(source_from(held))
    assert found is not None
    assert (found.passage_id, found.document_id, found.page) == (held.id, held.document_id, 3)
    assert source_of({}) is None


def test_what_is_not_there(desk: Desk) -> None:
    assert desk.unit(drafts, new_id()) == ()
    with pytest.raises(DraftNotFound):
        desk.unit(draft, new_id())
