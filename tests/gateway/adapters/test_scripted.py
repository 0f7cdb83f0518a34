"""The model that says what it was told to say."""

import pytest

from gateway.adapters import scripted
from gateway.adapters.endpoint import Endpoint
from gateway.errors import UpstreamBroken
from gateway.types import Message, Params

QUESTION = (Message("user", "好吗?"),)


async def said(name: str) -> list[str]:
    return [delta.text async for delta in scripted.stream(Endpoint(model=name), QUESTION, Params())]


async def test_replies_come_in_order_and_the_last_repeats() -> None:
    script = scripted.install("s", "一", ["二", "三"])
    assert [await said("s") for _ in range(3)] == [["一", ""], ["二", "三", ""], ["二", "三", ""]]
    assert len(script.calls) == 3
    assert script.calls[0].messages == QUESTION


async def test_a_fault_comes_where_it_was_written() -> None:
    scripted.install("s", ["一", UpstreamBroken("cut")])
    deltas = scripted.stream(Endpoint(model="s"), QUESTION, Params())
    assert (await anext(deltas)).text == "一"
    with pytest.raises(UpstreamBroken):
        await anext(deltas)


async def test_a_model_without_a_script_is_a_fault() -> None:
    with pytest.raises(UpstreamBroken) as caught:
        await said("nobody")
    assert caught.value.reason == "not_found"
