"""A probe asks, and believes only what comes back."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from gateway.adapters.endpoint import Endpoint, Timeouts
from gateway.probing import STEPS, WORD, Findings, probe, waiting_steps
from gateway.types import ProbeStep
from tests.gateway.upstream import Asked, Reply, Upstream, answer, refusal

Server = Callable[[Asked], Reply]


class Answering(Upstream):
    """Replies by what it is asked."""

    def __init__(self, server: Server) -> None:
        super().__init__([])
        self.server = server

    def reply_to(self, asked: Asked) -> Reply:
        return self.server(asked)


def whole(**message: Any) -> Reply:
    return refusal(200, {"choices": [{"message": {"role": "assistant"} | message, "finish_reason": "stop"}]})


def able(asked: Asked) -> Reply:
    """A server that can do everything."""
    if asked.method == "GET":
        return refusal(200, {"data": [{"id": "glm-test", "max_model_len": 32768}]})
    body = asked.body
    if body["stream"]:
        return answer("OK")
    if "tools" in body:
        return whole(content=None, tool_calls=[{"function": {"name": "weather"}}])
    if isinstance(body["messages"][0]["content"], list):
        return whole(content="Red")
    return whole(content=WORD)


def without(*names: str) -> Server:
    """The same, but a request with one of these fields is refused."""

    def server(asked: Asked) -> Reply:
        if asked.body and set(names) & set(asked.body):
            return refusal(400, {"error": {"message": "unexpected field"}})
        return able(asked)

    return server


async def probed(server: Server, **changes: Any) -> tuple[Findings, dict[str, ProbeStep]]:
    done: dict[str, ProbeStep] = {}

    async def note(step: ProbeStep) -> None:
        done[step.name] = step

    async with Answering(server) as upstream:
        values = {
            "model": "glm-test",
            "timeouts": Timeouts(connect=1, first=1, idle=1, whole=5),
            "allow_private": True,
        } | changes
        return await probe(Endpoint(base_url=upstream.base_url, **values), note), done


async def test_an_able_server_is_found_able() -> None:
    findings, done = await probed(able)
    can = findings.capabilities
    assert (can.streaming, can.system_role, can.tools, can.images) == (True, True, True, True)
    assert (findings.context_tokens, findings.problem) == (32768, "")
    assert {step.outcome for step in done.values()} == {"yes"}
    assert tuple(done) == STEPS == tuple(step.name for step in waiting_steps())


@pytest.mark.parametrize(
    ("refused", "changes"),
    [
        ("stream_options", {"stream_options": False}),
        ("thinking", {"extras": False}),
        ("max_tokens", {"limit_name": "max_completion_tokens"}),
    ],
)
async def test_the_dialect_is_found(refused: str, changes: dict[str, Any]) -> None:
    findings, done = await probed(without(refused), extra={"thinking": {"type": "disabled"}})
    assert done["streaming"].outcome == "yes"
    assert {name: getattr(findings.capabilities, name) for name in changes} == changes


async def test_a_server_that_only_gives_whole_answers_is_usable() -> None:
    def server(asked: Asked) -> Reply:
        return (
            refusal(400, {"error": {"message": "no streams"}}) if asked.body and asked.body["stream"] else able(asked)
        )

    findings, done = await probed(server)
    assert done["streaming"].outcome == "no"
    assert (findings.capabilities.streaming, findings.problem) == (False, "")


async def test_what_is_refused_is_no_and_what_is_not_shown_is_unknown() -> None:
    def server(asked: Asked) -> Reply:
        if asked.method == "GET":
            return refusal(404, {})
        body = asked.body
        if body["stream"]:
            return answer("OK")
        if body["messages"][0]["role"] == "system":
            return refusal(400, {"error": {"message": "system role not supported"}})
        return whole(content="I do not know")

    findings, done = await probed(server)
    assert (done["system_role"].outcome, findings.capabilities.system_role) == ("no", False)
    assert (done["tools"].outcome, findings.capabilities.tools) == ("unknown", None)
    assert (done["images"].outcome, findings.capabilities.images) == ("unknown", None)
    assert (done["reachable"].outcome, done["reachable"].code) == ("yes", "no_list")


async def test_a_model_that_thinks_from_the_start_is_found_out() -> None:
    def server(asked: Asked) -> Reply:
        if asked.method == "GET" or "tools" in asked.body:
            return able(asked)
        return answer("hm</think>OK") if asked.body["stream"] else whole(content="hm</think>OK")

    findings, _ = await probed(server)
    assert findings.capabilities.thinks_first


@pytest.mark.parametrize(("status", "problem"), [(401, "key_refused"), (429, "rate_limited")])
async def test_a_server_that_refuses_everything_is_a_finding(status: int, problem: str) -> None:
    findings, done = await probed(lambda asked: refusal(status, {}))
    assert findings.problem == problem
    assert done["reachable"].outcome == "failed"


async def test_the_only_model_of_a_server_need_not_be_named() -> None:
    findings, _ = await probed(able, model="")
    assert findings.model == "glm-test"


async def test_no_probe_tells_the_key_to_anyone_but_the_server() -> None:
    steps: list[str] = []

    async def note(step: ProbeStep) -> None:
        steps.append(json.dumps(step.code))

    async with Answering(lambda asked: refusal(401, {"error": {"message": "bad key k-secret"}})) as upstream:
        findings = await probe(
            Endpoint(model="m", base_url=upstream.base_url, key="k-secret", allow_private=True), note
        )
    assert "k-secret" not in "".join(steps) + repr(findings)
