"""Find out what a model server can do by asking it, in the dialect that it turns out to speak."""

import base64
import re
import struct
import time
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.adapters.endpoint import Endpoint
from gateway.adapters.openai_answers import parsed
from gateway.adapters.openai_protocol import opened, request_body, stream, whole_body
from gateway.errors import UpstreamBroken
from gateway.types import Capabilities, Message, Params, ProbeStep

OnStep = Callable[[ProbeStep], Awaitable[None]]
STEPS = ("reachable", "streaming", "system_role", "tools", "context", "images")
SHORT = Params(max_tokens=48, temperature=0)
WORD = "HEYAN42"
LARGEST_TRY = 12_000
"""Tokens of the longest prompt that a probe sends: some services charge for it."""

# From the full dialect to the plainest, each tried when the one before was not understood.
DIALECTS: tuple[dict[str, Any], ...] = (
    {},
    {"stream_options": False},
    {"extras": False},
    {"limit_name": "max_completion_tokens"},
    {"stream_options": False, "extras": False},
    {"stream_options": False, "extras": False, "limit_name": "max_completion_tokens"},
    {"stream_options": False, "extras": False, "limit_name": ""},
)
NOT_UNDERSTOOD = frozenset({"bad_request", "garbage", "empty", "not_found", "server_error", "cut"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a probe found. `problem` is a reason of UpstreamBroken where the model could not be used at all; `model` is
    the only one that the server names, where none was given."""

    capabilities: Capabilities = field(default_factory=Capabilities)
    context_tokens: int = 0
    problem: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The outcome of one step: what to show, and what it says about the model."""

    outcome: str
    code: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    context_tokens: int = 0


def waiting_steps() -> tuple[ProbeStep, ...]:
    """The steps of a probe that has not begun."""
    return tuple(ProbeStep(name=name, outcome="waiting") for name in STEPS)  # type: ignore[arg-type]


async def probe(endpoint: Endpoint, on_step: OnStep, *, stated_context: int = 8192) -> Findings:
    """Try everything in turn and report each step as it ends. Never raises UpstreamBroken: a fault is a finding."""
    runner = _Runner(endpoint, on_step)
    listed = await runner.step("reachable", _listed)
    if runner.fault and runner.fault in ("unreachable", "address_refused", "key_refused", "no_first_byte"):
        return Findings(problem=runner.fault)
    if not runner.endpoint.model:
        runner.endpoint = replace(runner.endpoint, model=str(listed.changes.get("model", "")))
    await runner.step("streaming", _streaming)
    if runner.fault:
        return Findings(problem=runner.fault, model=runner.endpoint.model)
    await runner.step("system_role", _system_role)
    await runner.step("tools", _tools)
    context = await runner.step("context", lambda e: _context(e, listed.context_tokens, stated_context))
    await runner.step("images", _images)
    can = replace(runner.endpoint.capabilities, **runner.found)
    return Findings(capabilities=can, context_tokens=context.context_tokens, model=runner.endpoint.model)


class _Runner:
    """Carries what was found from step to step, in `endpoint` what later requests need to know."""

    def __init__(self, endpoint: Endpoint, on_step: OnStep) -> None:
        self.endpoint = replace(endpoint, capabilities=Capabilities())
        self.found: dict[str, Any] = {}
        self.fault = ""
        self._on_step = on_step

    async def step(self, name: Any, attempt: Callable[[Endpoint], Awaitable[_Seen]]) -> _Seen:
        await self._on_step(ProbeStep(name=name, outcome="running"))
        started = time.perf_counter()
        try:
            seen = await attempt(self.endpoint)
            self.fault = ""
        except UpstreamBroken as error:
            seen = _Seen("failed", error.reason)
            self.fault = error.reason
        changes = {key: value for key, value in seen.changes.items() if key != "model"}
        self.found |= changes
        self.endpoint = replace(self.endpoint, capabilities=replace(self.endpoint.capabilities, **changes))
        ms = round((time.perf_counter() - started) * 1000)
        await self._on_step(ProbeStep(name=name, outcome=seen.outcome, code=seen.code, ms=ms))  # type: ignore[arg-type]
        return seen


async def _listed(endpoint: Endpoint) -> _Seen:
    """The list of models; a server without one is reachable all the same."""
    try:
        async with opened(endpoint, "/models", None) as (_, chunks):
            rows = parsed(await whole_body(chunks)).get("data")
    except UpstreamBroken as error:
        if error.reason in ("not_found", "bad_request", "garbage", "server_error"):
            return _Seen("yes", "no_list")
        raise
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    mine = [row for row in rows if row.get("id") == endpoint.model] or (rows if len(rows) == 1 else [])
    if not mine:
        return _Seen("yes", "not_listed" if rows and endpoint.model else "")
    return _Seen("yes", "", {"model": str(mine[0].get("id", ""))}, _context_in(mine[0]))


def _context_in(row: dict[str, Any]) -> int:
    """vLLM and SGLang say `max_model_len`, llama.cpp what it was started with, others `context_length`."""
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    for value in (row.get("max_model_len"), meta.get("n_ctx"), row.get("context_length"), row.get("context_window")):
        if isinstance(value, int) and value > 0:
            return value
    return 0


async def _streaming(endpoint: Endpoint) -> _Seen:
    """The first dialect in which it streams; failing all, whether it answers at all. Raises UpstreamBroken."""
    fault = UpstreamBroken("bad_request")
    for streaming in (True, False):
        for dialect in DIALECTS:
            changes: dict[str, Any] = dialect | {"streaming": streaming}
            tried = replace(endpoint, capabilities=replace(endpoint.capabilities, **changes))
            try:
                return _Seen("yes" if streaming else "no", "", changes | await _spoken(tried))
            except UpstreamBroken as error:
                fault = error
                if error.reason not in NOT_UNDERSTOOD:
                    raise
                if error.reason in ("not_found", "server_error", "cut", "empty"):
                    break  # no other dialect helps, but asking for the whole answer may
    raise fault


async def _spoken(endpoint: Endpoint) -> dict[str, Any]:
    """Ask for a word. A closing tag without an opening one means that answers begin inside a thought."""
    question = [Message("user", "Say OK.")]
    body = request_body(endpoint, question, SHORT) | {"stream": False}
    body.pop("stream_options", None)
    pieces = [delta.text async for delta in stream(endpoint, question, replace(SHORT, max_tokens=16))]
    if not any(pieces):
        raise UpstreamBroken("empty")
    if endpoint.capabilities.streaming is False:
        return {}
    raw = str((await _message(endpoint, body)).get("content") or "")
    return {"thinks_first": "</think>" in raw and "<think>" not in raw}


async def _system_role(endpoint: Endpoint) -> _Seen:
    asked = [Message("system", f"Whatever is asked, reply only with the word {WORD}."), Message("user", "Which word?")]
    return _judged(
        await _tried(endpoint, request_body(endpoint, asked, SHORT)),
        "system_role",
        lambda m: WORD in str(m.get("content")),
    )


async def _tools(endpoint: Endpoint) -> _Seen:
    tool = {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "Look up today's weather in a city",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        },
    }
    body = request_body(endpoint, [Message("user", "What is the weather in Shanghai? Use the tool.")], SHORT)
    body |= {"tools": [tool], "tool_choice": "auto", "max_tokens": 128}
    return _judged(await _tried(endpoint, body), "tools", lambda m: bool(m.get("tool_calls")), needs_proof=True)


async def _images(endpoint: Endpoint) -> _Seen:
    url = "data:image/png;base64," + base64.b64encode(_red_square()).decode()
    parts = [
        {"type": "text", "text": "Which colour is this? One word."},
        {"type": "image_url", "image_url": {"url": url}},
    ]
    body = request_body(endpoint, [Message("user", "")], SHORT)
    body["messages"] = [{"role": "user", "content": parts}]
    sees_red = re.compile("red|红", re.IGNORECASE)
    seen = await _tried(endpoint, body)
    return _judged(seen, "images", lambda m: bool(sees_red.search(str(m.get("content")))), needs_proof=True)


async def _context(endpoint: Endpoint, listed: int, stated: int) -> _Seen:
    """What the server says of itself; else whether it takes a prompt as long as its card says, within reason."""
    if listed:
        return _Seen("yes", "listed", {}, listed)
    if stated > LARGEST_TRY * 4 // 3:
        return _Seen("unknown", "not_listed")
    words = min(stated * 3 // 4, LARGEST_TRY)
    answered = await _tried(endpoint, request_body(endpoint, [Message("user", "a " * words + "\nSay OK.")], SHORT))
    if isinstance(answered, UpstreamBroken):
        found = re.search(r"\d{3,7}", str(answered.details.get("says", "")))
        return _Seen("no", answered.reason, {}, int(found.group()) if found else 0)
    return _Seen("yes", "tried", {}, stated)


async def _tried(endpoint: Endpoint, body: dict[str, Any]) -> dict[str, Any] | UpstreamBroken:
    """The message that comes back, or the way in which it was refused. A passing fault is raised."""
    body = body | {"stream": False}
    body.pop("stream_options", None)
    try:
        return await _message(endpoint, body)
    except UpstreamBroken as error:
        if error.reason in ("bad_request", "not_found", "context", "server_error"):
            return error
        raise


async def _message(endpoint: Endpoint, body: dict[str, Any]) -> dict[str, Any]:
    async with opened(endpoint, "/chat/completions", body) as (_, chunks):
        answer = parsed(await whole_body(chunks))
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(message, dict):
        raise UpstreamBroken("garbage")
    return message


def _judged(
    answered: dict[str, Any] | UpstreamBroken,
    name: str,
    shows: Callable[[dict[str, Any]], bool],
    *,
    needs_proof: bool = False,
) -> _Seen:
    """Refused is no. Taken and shown is yes. Taken only is yes where taking it is enough, else nobody knows."""
    if isinstance(answered, UpstreamBroken):
        return _Seen("no", answered.reason, {name: False})
    if shows(answered):
        return _Seen("yes", "", {name: True})
    return _Seen("unknown", "not_shown", {} if needs_proof else {name: True})


def _red_square(size: int = 32) -> bytes:
    """A PNG that is red all over."""
    rows = b"".join(b"\x00" + b"\xff\x00\x00" * size for _ in range(size))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
