"""Every way in which a model server can misbehave, played by a real server on loopback."""

import asyncio
from contextlib import aclosing

import pytest

from gateway.adapters.clients import client
from gateway.adapters.endpoint import Endpoint, Timeouts
from gateway.adapters.openai_protocol import stream
from gateway.errors import UpstreamBroken
from gateway.types import Capabilities, Delta, Message, Params, Usage
from tests.gateway.upstream import DONE, USAGE, Reply, Reset, Upstream, answer, event, refusal, text

QUESTION = (Message("system", "只根据资料回答。"), Message("user", "年假有几天?"))

# Long enough for a busy machine; only the faults that are about waiting take it all.
QUICK = Timeouts(connect=2, first=1, idle=1, whole=10)


def endpoint_of(upstream: Upstream, **changes: object) -> Endpoint:
    values: dict[str, object] = {"timeouts": QUICK, "allow_private": True}
    return Endpoint(model="glm-test", base_url=upstream.base_url, **(values | changes))  # type: ignore[arg-type]


async def deltas_of(replies: list[Reply], **changes: object) -> list[Delta]:
    async with Upstream(replies) as upstream:
        return [delta async for delta in stream(endpoint_of(upstream, **changes), QUESTION, Params())]


async def text_of(replies: list[Reply], **changes: object) -> str:
    return "".join(delta.text for delta in await deltas_of(replies, **changes))


async def fault_of(replies: list[Reply], **changes: object) -> UpstreamBroken:
    with pytest.raises(UpstreamBroken) as caught:
        await deltas_of(replies, **changes)
    return caught.value


async def test_a_good_answer_arrives_whole_with_its_end_and_usage() -> None:
    deltas = await deltas_of([answer("有10天", "年假。")])
    assert [delta.text for delta in deltas] == ["有10天", "年假。", ""]
    assert deltas[-1] == Delta(finish="stop", usage=Usage(prompt_tokens=12, completion_tokens=5))
    assert all(delta.finish is None for delta in deltas[:-1])


async def test_the_request_says_what_the_protocol_wants() -> None:
    async with Upstream([answer("好")]) as upstream:
        endpoint = endpoint_of(upstream, key="k-1", extra={"thinking": {"type": "disabled"}})
        params = Params(temperature=0.1, max_tokens=50, stop=("\n\n",))
        async for _ in stream(endpoint, QUESTION, params):
            pass
        asked = upstream.asked[0]
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert asked.headers["authorization"] == "Bearer k-1"
    assert asked.body == {
        "model": "glm-test",
        "messages": [{"role": "system", "content": "只根据资料回答。"}, {"role": "user", "content": "年假有几天?"}],
        "thinking": {"type": "disabled"},
        "temperature": 0.1,
        "stop": ["\n\n"],
        "max_tokens": 50,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def test_a_dialect_changes_the_request() -> None:
    dialect = Capabilities(system_role=False, stream_options=False, limit_name="max_completion_tokens", extras=False)
    async with Upstream([answer("好")]) as upstream:
        endpoint = endpoint_of(upstream, capabilities=dialect, extra={"thinking": {}})
        async for _ in stream(endpoint, QUESTION, Params(max_tokens=9)):
            pass
        body = upstream.asked[0].body
    assert body["messages"] == [{"role": "user", "content": "只根据资料回答。\n\n年假有几天?"}]
    assert body["max_completion_tokens"] == 9
    assert not {"max_tokens", "stream_options", "thinking"} & set(body)


async def test_a_server_without_streaming_is_asked_for_the_whole_answer() -> None:
    whole = {
        "choices": [{"message": {"content": "10天"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2},
    }
    async with Upstream([refusal(200, whole)]) as upstream:
        endpoint = endpoint_of(upstream, capabilities=Capabilities(streaming=False))
        deltas = [delta async for delta in stream(endpoint, QUESTION, Params())]
        assert upstream.asked[0].body["stream"] is False
    assert deltas == [Delta(text="10天"), Delta(finish="stop", usage=Usage(prompt_tokens=3, completion_tokens=2))]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
async def test_bytes_may_be_split_anywhere(size: int) -> None:
    whole = b"".join([text("有10天年假😀"), text("。", "stop"), USAGE, DONE])
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert await text_of([Reply(pieces)]) == "有10天年假😀。"


@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\n"])
async def test_any_line_ending_comments_and_foreign_fields_will_do(ending: bytes) -> None:
    lines = [
        b": ping",
        b"event: message",
        b"id: 7",
        text("好").strip(),
        b"",
        b"retry: 3",
        text("的", "stop").strip(),
        b"",
        b"data:[DONE]",
        b"",
    ]
    assert await text_of([Reply([ending.join(lines) + ending])]) == "好的"


async def test_an_emoji_cut_into_two_escapes_is_put_together() -> None:
    halves = [
        b'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n',
        b'data: {"choices":[{"delta":{"content":"\\ude00"}}]}\n\n',
    ]
    assert await text_of([Reply([*halves, text("", "stop"), DONE])]) == "😀"


async def test_thinking_never_leaves() -> None:
    thought = text(None, reasoning_content="用户想知道")
    tagged = [text(piece) for piece in ("<", "thi", "nk>秘密", "</th", "ink>\n\n", "答案 a<b", "。")]
    assert await text_of([Reply([thought, *tagged, text("", "stop"), DONE])]) == "答案 a<b。"


async def test_a_model_whose_prompt_opens_the_thought_is_silent_until_it_closes() -> None:
    deltas = [text("想一想"), text("</think>十天", "stop"), DONE]
    assert await text_of([Reply(deltas)], capabilities=Capabilities(thinks_first=True)) == "十天"


async def test_a_stream_without_an_end_mark_but_with_a_reason_is_whole() -> None:
    assert await text_of([Reply([text("好", "stop")])]) == "好"
    assert await text_of([Reply([text("好", "stop").strip()])]) == "好"


async def test_a_connection_reset_after_the_end_does_no_harm() -> None:
    assert await text_of([Reply([text("好", "stop"), 0.05, Reset()])]) == "好"


async def test_an_end_mark_without_a_reason_is_an_end() -> None:
    assert (await deltas_of([Reply([text("好"), DONE])]))[-1].finish == "stop"


async def test_tokens_that_nobody_counted_are_estimated() -> None:
    usage = (await deltas_of([Reply([text("好的好的", "stop"), DONE])]))[-1].usage
    assert usage is not None
    assert usage.estimated
    assert usage.completion_tokens == 4


@pytest.mark.parametrize(("reason", "finish"), [("length", "length"), ("sensitive", "content_filter"), ("odd", "stop")])
async def test_reasons_are_translated(reason: str, finish: str) -> None:
    assert (await deltas_of([Reply([text("好", reason), DONE])]))[-1].finish == finish


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([text("好")], "cut"),
        ([text("好"), Reset()], "cut"),
        ([text("好"), b'data: {"choices":[{"del'], "cut"),
        ([text("好"), text("年")[:-9], Reset()], "cut"),
        ([Reset()], "cut"),
        ([b"data: {not json\n\n", DONE], "garbage"),
        ([b"data: [1]\n\n", DONE], "garbage"),
        ([b'data: {"choices": 7}\n\n', DONE], "garbage"),
        ([b'data: {"choices": [3]}\n\n', DONE], "garbage"),
        ([b'data: {"choices": [{"delta": "x"}]}\n\n', DONE], "garbage"),
        ([b'data: {"choices": [{"delta": {"content": 5}}]}\n\n', DONE], "garbage"),
        ([b"data: " + b"[" * 200_000 + b"\n\n", DONE], "garbage"),
        ([b"data: ", *[b"x" * 65_536] * 20], "too_large"),
        ([b"data: x\n", *[b"data: xxxxxxxxxxxxxx\n" * 4096] * 20], "too_large"),
        ([text("字" * 90_000)] * 3, "too_large"),
        ([text("", "stop"), DONE], "empty"),
        ([DONE], "empty"),
        ([], "cut"),
        ([text("<think>只想不答", "length"), DONE], "empty"),
        ([text("", "content_filter"), DONE], "filtered"),
        ([text("好"), text("", "network_error"), DONE], "server_error"),
        ([text("好"), event({"error": {"message": "CUDA out of memory"}})], "server_error"),
        ([text("好"), event({"error": {"code": "1301", "message": "内容"}})], "filtered"),
        ([text("好"), event({"error": "context size exceeded"})], "context"),
        ([20.0], "no_first_byte"),
        ([text("好"), 20.0], "idle"),
    ],
)  # fmt: skip
async def test_each_fault_of_a_stream_has_one_name(parts: list[bytes | float | Reset], reason: str) -> None:
    assert (await fault_of([Reply(parts)])).reason == reason


async def test_a_drip_without_end_is_cut_off_at_the_whole_limit() -> None:
    parts = [part for _ in range(100) for part in (b": ping\n\n", 0.1)]
    assert (await fault_of([Reply(parts)], timeouts=Timeouts(first=5, idle=5, whole=0.5))).reason == "idle"


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (401, {"error": {"message": "bad key"}}, "key_refused"),
        (404, {"error": {"message": "no such model"}}, "not_found"),
        (429, {"error": {"message": "slow down"}}, "rate_limited"),
        (429, {"error": {"code": "1113", "message": "欠费"}}, "quota"),
        (400, {"error": {"code": "1301", "message": "不安全"}}, "filtered"),
        (400, {"error": {"code": "context_length_exceeded", "message": "x"}}, "context"),
        (400, {"error": {"message": "unknown field"}}, "bad_request"),
        (500, {"detail": "x"}, "server_error"),
        (503, {}, "server_error"),
        (302, {}, "not_found"),
    ],
)
async def test_each_error_answer_has_a_name(status: int, body: object, reason: str) -> None:
    assert (await fault_of([refusal(status, body, Location="http://169.254.169.254/")])).reason == reason


@pytest.mark.parametrize(("value", "seconds"), [("7", 7.0), ("1e9", None), ("99999999", 3600.0), ("", None)])
async def test_the_wait_that_a_server_asks_for_is_kept(value: str, seconds: float | None) -> None:
    assert (await fault_of([refusal(429, {}, Retry_After=value)])).retry_after == seconds


async def test_a_page_instead_of_an_answer_is_garbage() -> None:
    page = Reply([b"<html>gateway</html>"], headers={"Content-Type": "text/html"})
    assert (await fault_of([page])).reason == "garbage"


async def test_a_compressed_answer_is_refused() -> None:
    packed = Reply([b"\x1f\x8b"], headers={"Content-Type": "text/event-stream", "Content-Encoding": "gzip"})
    assert (await fault_of([packed])).reason == "garbage"


async def test_nobody_listening_is_unreachable() -> None:
    async with Upstream([answer("好")]) as upstream:
        pass
    with pytest.raises(UpstreamBroken) as caught:
        [delta async for delta in stream(endpoint_of(upstream), QUESTION, Params())]
    assert caught.value.reason == "unreachable"


async def test_a_private_address_is_refused_unless_the_operator_allows_it() -> None:
    fault = await fault_of([answer("好")], allow_private=False)
    assert fault.reason == "address_refused"


def open_connections() -> int:
    return len(client(allow_private=True)._transport._pool.connections)  # type: ignore[attr-defined]


async def test_a_reader_that_leaves_closes_the_upstream_at_once() -> None:
    async with Upstream([Reply([text("好"), 60.0, text("的", "stop")])]) as upstream:
        async with aclosing(stream(endpoint_of(upstream, timeouts=Timeouts()), QUESTION, Params())) as deltas:
            await anext(deltas)
        assert open_connections() == 0
        await asyncio.wait_for(upstream.asked[0].left.wait(), 5)


async def test_a_cancelled_task_closes_the_upstream_at_once() -> None:
    begun = asyncio.Event()

    async def read(upstream: Upstream) -> None:
        async for _ in stream(endpoint_of(upstream, timeouts=Timeouts()), QUESTION, Params()):
            begun.set()

    async with Upstream([Reply([text("好"), 60.0])]) as upstream:
        task = asyncio.create_task(read(upstream))
        await asyncio.wait_for(begun.wait(), 5)
        task.cancel()
        await asyncio.wait_for(upstream.asked[0].left.wait(), 5)
