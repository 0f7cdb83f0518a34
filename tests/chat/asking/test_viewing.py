"""One part of a message as a turn of its own."""

from chat.asking.viewing import added, numbers, renumbered, views
from chat.turn import Piece
from gateway.types import Usage
from tests.chat.asking.test_answering import LEAVE, SHARED, SICK, turn
from tests.chat.asking.values import part


def test_each_part_sees_what_was_found_for_it() -> None:
    first, second = views(turn())
    assert (first.masked, first.passages) == ("年假几天？", (SHARED, LEAVE))
    assert (second.request.question, second.passages) == ("病假怎么请？", (SICK,))


def test_a_single_rewritten_question_keeps_every_passage() -> None:
    (only,) = views(turn((part(LEAVE, question="病假几天？"),)))
    assert (only.masked, len(only.passages)) == ("病假几天？", 3)


def test_a_question_as_it_was_typed_is_left() -> None:
    held = turn((part(LEAVE, question="年假几天？病假怎么请？"),))
    assert views(held) == (held,)


def test_numbers_of_a_part_are_those_of_the_whole() -> None:
    held = turn()
    first = views(held)[0]
    assert numbers(held, first) == {1: 1, 2: 3}
    assert renumbered(Piece(text="十天[2]，见[9]"), numbers(held, first)).text == "十天[3]，见[9]"


def test_usage_is_added_where_it_is_known() -> None:
    used = Usage(prompt_tokens=1, completion_tokens=2)
    assert added(None, used) == added(used, None) == used
    assert added(used, used) == Usage(prompt_tokens=2, completion_tokens=4)
