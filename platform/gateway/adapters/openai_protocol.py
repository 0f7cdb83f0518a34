"""Stream from any server that speaks OpenAI's protocol: hosted GLM, vLLM, SGLang, llama.cpp, `transformers serve`."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from gateway import tokens
from gateway.adapters.clients import client
from gateway.adapters.endpoint import Endpoint
from gateway.adapters.openai_answers import Answer, ending, parsed
from gateway.adapters.openai_faults import fault_of_response
from gateway.adapters.sse import EventReader, EventTooLong
from gateway.errors import UpstreamBroken
from gateway.types import Delta, Message, Params, Source
from kit.http import AddressRefused

NAME = "openai_protocol"
LARGEST_BODY = 4_000_000
ERROR_BODY = 65_536


async def stream(
    endpoint: Endpoint, messages: Sequence[Message], params: Params, passages: Sequence[Source] = ()
) -> AsyncGenerator[Delta, None]:
    """The answer in pieces. The passages stand in the messages already. Raises UpstreamBroken.

    Closing the iterator, or cancelling its task, closes the connection, which is how these servers learn to stop.
    """
    prompt_tokens = tokens.estimate_messages(messages)
    answer = Answer(thinks_first=endpoint.capabilities.thinks_first)
    async with opened(endpoint, "/chat/completions", request_body(endpoint, messages, params)) as (response, chunks):
        if "text/event-stream" in response.headers.get("content-type", ""):
            async for text in _streamed(chunks, answer):
                yield Delta(text=text)
        else:
            text = answer.take(parsed(await whole_body(chunks)), "message")
            answer.done = True
            if text:
                yield Delta(text=text)
    for delta in ending(answer, prompt_tokens):
        yield delta


async def _streamed(chunks: AsyncIterator[bytes], answer: Answer) -> AsyncIterator[str]:
    """Texts until the end. What comes after the end mark is not waited for."""
    reader = EventReader()
    try:
        async for chunk in chunks:
            for data in reader.push(chunk):
                if text := answer.event(data):
                    yield text
            if answer.done:
                return
    except EventTooLong as error:
        raise UpstreamBroken("too_large") from error
    except UpstreamBroken as error:
        if error.reason != "cut" or answer.finish is None:
            raise
    for data in reader.finish() if answer.finish is None else ():
        if text := _last_event(answer, data):
            yield text


def _last_event(answer: Answer, data: str) -> str:
    """An event without its end: whole JSON counts, half of it means that the stream was cut."""
    try:
        return answer.event(data)
    except UpstreamBroken as error:
        raise UpstreamBroken("cut") if error.reason == "garbage" else error from error


async def whole_body(chunks: AsyncIterator[bytes]) -> str:
    """All of an unstreamed answer. Raises UpstreamBroken("too_large")."""
    body = b""
    async for chunk in chunks:
        body += chunk
        if len(body) > LARGEST_BODY:
            raise UpstreamBroken("too_large")
    return body.decode("utf-8", "replace")


def request_body(endpoint: Endpoint, messages: Sequence[Message], params: Params) -> dict[str, Any]:
    """The request in the dialect that the probe found."""
    can = endpoint.capabilities
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": _dialect(messages, system=can.system_role is not False),
    }
    body |= endpoint.extra if can.extras is not False else {}
    for name, value in (
        ("temperature", params.temperature),
        ("top_p", params.top_p),
        ("stop", list(params.stop) or None),
    ):
        if value is not None:
            body[name] = value
    if params.max_tokens is not None and can.limit_name:
        body[can.limit_name] = params.max_tokens
    body["stream"] = can.streaming is not False
    if body["stream"] and can.stream_options is not False:
        body["stream_options"] = {"include_usage": True}
    return body


def _dialect(messages: Sequence[Message], *, system: bool) -> list[dict[str, str]]:
    """Where the model knows no system role, what it said leads the first question."""
    if system:
        return [{"role": message.role, "content": message.content} for message in messages]
    lead = "\n\n".join(message.content for message in messages if message.role == "system")
    rest = [{"role": message.role, "content": message.content} for message in messages if message.role != "system"]
    if lead and rest and rest[0]["role"] == "user":
        rest[0]["content"] = f"{lead}\n\n{rest[0]['content']}"
        return rest
    return [{"role": "user", "content": lead}, *rest] if lead else rest


@asynccontextmanager
async def opened(
    endpoint: Endpoint, path: str, body: dict[str, Any] | None
) -> AsyncIterator[tuple[httpx.Response, AsyncIterator[bytes]]]:
    """A 200 response and its chunks under the endpoint's time limits. Raises UpstreamBroken."""
    deadline = asyncio.get_running_loop().time() + endpoint.timeouts.whole
    response = await _sent(endpoint, path, body)
    try:
        if response.status_code != 200:
            raise fault_of_response(response.status_code, response.headers, await _some(response))
        if response.headers.get("content-encoding", "identity") != "identity":
            raise UpstreamBroken("garbage")  # not asked for, and a few compressed bytes may unfold to gigabytes
        yield response, _chunks(response, endpoint, deadline)
    finally:
        await response.aclose()


async def _sent(endpoint: Endpoint, path: str, body: dict[str, Any] | None) -> httpx.Response:
    """The response with its headers. A kept connection that the server had closed is tried once more."""
    http = client(allow_private=endpoint.allow_private)
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})
    timeout = httpx.Timeout(None, connect=endpoint.timeouts.connect)
    url = endpoint.base_url.rstrip("/") + path
    try:
        request = http.build_request(
            "GET" if body is None else "POST", url, json=body, headers=headers, timeout=timeout
        )
        async with asyncio.timeout(endpoint.timeouts.first):
            try:
                return await _once(http, request)
            except UpstreamBroken as error:
                if error.reason != "cut":
                    raise
                return await _once(http, request)
    except TimeoutError as error:
        raise UpstreamBroken("no_first_byte") from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UpstreamBroken("unreachable") from error


async def _once(http: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    try:
        return await http.send(request, stream=True)
    except AddressRefused as error:
        raise UpstreamBroken("address_refused") from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
        raise UpstreamBroken("unreachable") from error
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
        raise UpstreamBroken("cut") from error
    except httpx.HTTPError as error:
        raise UpstreamBroken("garbage") from error


async def _chunks(response: httpx.Response, endpoint: Endpoint, deadline: float) -> AsyncIterator[bytes]:
    """Bytes as they arrive. Raises UpstreamBroken when they stop coming.

    A time limit holds for one read only: around a yield it would cancel whoever happens to hold the iterator then.
    """
    chunks = response.aiter_raw()
    wait, late = endpoint.timeouts.first, "no_first_byte"
    while True:
        remaining = deadline - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(wait, remaining)):
                chunk = await anext(chunks)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise UpstreamBroken(late) from error
        except httpx.HTTPError as error:
            raise UpstreamBroken("cut") from error
        yield chunk
        wait, late = endpoint.timeouts.idle, "idle"


async def _some(response: httpx.Response) -> bytes:
    """The beginning of an error's body."""
    body = b""
    try:
        async with asyncio.timeout(5):
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > ERROR_BODY:
                    break
    except (TimeoutError, httpx.HTTPError):
        return body
    return body
