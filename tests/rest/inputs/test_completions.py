import json

import pytest

from gateway.types import Message
from rest.errors import BodyInvalid, BodyTooLarge
from rest.inputs.completions import BODY_LIMIT, read_completion

QUESTION = {"role": "user", "content": "年假有几天？"}


def read(**changes: object):
    return read_completion(json.dumps({"model": "hr", "messages": [QUESTION]} | changes).encode())


def test_the_last_message_is_the_question_and_the_rest_its_history():
    said = [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "您好"}, QUESTION]
    asked = read(messages=said)
    assert asked.question == "年假有几天？"
    assert asked.history == (Message("user", "你好"), Message("assistant", "您好"))


def test_system_messages_are_added_and_never_history():
    asked = read(messages=[{"role": "system", "content": "甲"}, {"role": "developer", "content": "乙"}, QUESTION])
    assert asked.extra_system == "甲\n\n乙"
    assert asked.history == ()


def test_parts_of_a_message_are_joined():
    parts = [{"type": "text", "text": "年假"}, {"type": "text", "text": "几天"}]
    assert read(messages=[{"role": "user", "content": parts}]).question == "年假几天"


def test_the_newer_name_of_the_token_limit_wins():
    assert read(max_tokens=5, max_completion_tokens=7).params().max_tokens == 7
    assert read(stop="。").params().stop == ("。",)


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"frequency_penalty": 1}, "frequency_penalty"),
        ({"temperature": "warm"}, "temperature"),
        ({"temperature": -1}, "temperature"),
        ({"top_p": 0}, "top_p"),
        ({"stop": ["a"] * 5}, "stop"),
        ({"messages": "hi"}, "messages"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages[0].role"),
        ({"messages": [QUESTION, {"role": "assistant", "content": "x"}]}, "messages"),
        ({"stream_options": {"more": 1}}, "stream_options.more"),
        ({"model": ""}, "model"),
    ],
)
def test_what_does_not_fit_is_named(changes, param):
    with pytest.raises(BodyInvalid) as refused:
        read(**changes)
    assert str(refused.value.details["param"]).startswith(param)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b'{"a":' * 100_000])
def test_what_is_no_object_is_refused(body):
    with pytest.raises((BodyInvalid, BodyTooLarge)):
        read_completion(body)


def test_a_body_beyond_the_limit_is_refused_unread():
    with pytest.raises(BodyTooLarge):
        read_completion(b" " * (BODY_LIMIT + 1))
