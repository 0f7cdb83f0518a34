"""A passage, cited word for word."""

from chat.citing.quoting import quoted
from tests.chat.values import LEAVE, passage


def test_a_quote_names_its_place() -> None:
    held = passage()
    made = quoted(held, 2, LEAVE)
    assert (made.n, made.passage_id, made.version_id, made.page) == (2, held.id, held.version_id, held.page)
    assert made.quote == LEAVE
