"""Faults by their names."""

import json
from datetime import UTC, datetime

import pytest

from gateway.adapters.openai_faults import fault_of_error, fault_of_response
from gateway.errors import REASONS
from kit import clock


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"error": {"code": "1302", "message": "并发过高"}}, "rate_limited"),
        ({"error": {"code": "1211", "message": "模型不存在"}}, "not_found"),
        ({"error": {"code": 1113, "message": "x"}}, "quota"),
        ({"error": {"type": "insufficient_quota"}}, "quota"),
        ({"error": {"message": "This model's maximum context length is 8192 tokens"}}, "context"),
        ({"error": {"message": "order 1301 not found"}}, "bad_request"),
        ({"message": "x"}, "bad_request"),
        ("plain words", "bad_request"),
        ([1], "bad_request"),
    ],
)
def test_the_words_of_a_400_decide(body: object, reason: str) -> None:
    assert fault_of_response(400, {}, json.dumps(body).encode()).reason == reason


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"<html>", b"{"])
def test_a_body_that_cannot_be_read_leaves_the_status(body: bytes) -> None:
    assert fault_of_response(502, {}, body).reason == "server_error"


def test_a_date_to_come_back_at_becomes_seconds() -> None:
    with clock.freeze(datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)):
        fault = fault_of_response(503, {"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, b"")
        past = fault_of_response(503, {"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, b"")
    assert (fault.retry_after, past.retry_after) == (30.0, 0.0)


@pytest.mark.parametrize("error", [None, "", "x", 5, [], {}, {"code": None}])
def test_an_error_in_a_stream_always_has_a_name_and_a_sentence(error: object) -> None:
    fault = fault_of_error(error)
    assert fault.reason in REASONS
    assert str(fault)
