"""An answer grows event by event; what is no answer stays inside."""

import json

import pytest

from gateway.adapters.openai_answers import Answer, ending, parsed
from gateway.errors import UpstreamBroken
from gateway.types import Usage


def event(**delta: object) -> str:
    return json.dumps({"choices": [{"delta": delta}]})


def test_text_may_come_as_parts() -> None:
    assert Answer().event(event(content=[{"type": "text", "text": "好"}, {"type": "image"}, "x"])) == "好"


def test_nul_never_leaves() -> None:
    assert Answer().event(event(content="好\x00的")) == "好的"


def test_tokens_of_thinking_are_counted_though_nobody_sees_them() -> None:
    answer = Answer()
    assert answer.event(event(reasoning_content="想了很久很久很久")) == ""
    answer.event(event(content="好"))
    assert answer.usage_after(7).completion_tokens > 5
    assert answer.usage_after(7).prompt_tokens == 7


def test_what_the_server_counted_is_believed_unless_it_is_nonsense() -> None:
    answer = Answer()
    answer.take({"usage": {"prompt_tokens": 3, "completion_tokens": 4}}, "delta")
    answer.take({"usage": {"prompt_tokens": -1, "completion_tokens": "x"}}, "delta")
    assert answer.usage_after(0) == Usage(prompt_tokens=3, completion_tokens=4)


def test_an_answer_without_end_is_cut() -> None:
    answer = Answer()
    answer.event(event(content="好"))
    with pytest.raises(UpstreamBroken) as caught:
        ending(answer, 1)
    assert caught.value.reason == "cut"


def test_what_was_held_back_comes_with_the_end() -> None:
    answer = Answer()
    assert answer.event(event(content="1 <")) == "1 "
    answer.event("[DONE]")
    assert [delta.text for delta in ending(answer, 1)] == ["<", ""]


@pytest.mark.parametrize("data", ["", "x", "[]", "1", "null", "[" * 100_000])
def test_what_is_no_object_is_garbage(data: str) -> None:
    with pytest.raises(UpstreamBroken) as caught:
        parsed(data)
    assert caught.value.reason == "garbage"
