"""The one door to text generation: places, fallbacks, faults, and what is written down."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async

from gateway import completion
from gateway.adapters import scripted
from gateway.circuits import circuits
from gateway.errors import BudgetSpent, UpstreamBroken
from gateway.models import ModelCard, UsageRow
from gateway.selectors import decide
from gateway.services import save_budget, save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import Call, Decision, Delta, Message, Params, Queued, RouteStep, Switched
from kit.database import run_unit
from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.types import Principal

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = (Message("user", "年假有几天?"),)
Part = Delta | Queued | Switched


def prepare(acorn: UUID, anna: Principal, *names: str, **columns: Any) -> tuple[Call, Decision]:
    """A route through scripted models of these names, in this order."""
    with tenant_scope(acorn):
        cards = [save_model(fields=ModelFields(name=name, vendor="scripted", model=name), by=anna) for name in names]
        ModelCard.objects.update(**{"state": "ready"} | columns)
        steps = [RouteStep(card_id=card.id) for card in cards]
        route = save_route(name="r", steps=steps, default=False, by=anna)
        call = Call(
            tenant_id=acorn,
            purpose="answer",
            sensitivity="internal",
            personal=False,
            legal_basis="contract",
            turn_id=new_id(),
        )
        return call, decide(call, route_id=route.id)


async def parts_of(call: Call, decision: Decision) -> list[Part]:
    return [part async for part in completion.stream(call, decision, QUESTION, Params())]


async def used(acorn: UUID) -> list[tuple[str, str, int]]:
    def rows() -> list[tuple[str, str, int]]:
        return [
            (row.card_name, row.outcome, row.completion_tokens) for row in UsageRow.objects.order_by("created_at", "id")
        ]

    return await run_unit(acorn, rows)


async def prepared(acorn: UUID, anna: Principal, *names: str, **columns: Any) -> tuple[Call, Decision]:
    return await sync_to_async(prepare)(acorn, anna, *names, **columns)


async def test_an_answer_streams_and_its_usage_is_written_down(acorn: UUID, anna: Principal) -> None:
    script = scripted.install("one", ["有10天", "年假。"])
    parts = await parts_of(*await prepared(acorn, anna, "one"))
    assert [part.text for part in parts if isinstance(part, Delta)] == ["有10天", "年假。", ""]
    assert [asked.messages for asked in script.calls] == [QUESTION]
    assert await used(acorn) == [("one", "done", 7)]


async def test_a_failure_before_the_first_text_goes_to_the_fallback(acorn: UUID, anna: Principal) -> None:
    scripted.install("broken", [UpstreamBroken("server_error")])
    scripted.install("well", "10天")
    switched, *deltas = await parts_of(*await prepared(acorn, anna, "broken", "well"))
    assert isinstance(switched, Switched)
    assert (switched.before.name, switched.card.name, switched.reason) == ("broken", "well", "server_error")
    assert [part.text for part in deltas if isinstance(part, Delta)] == ["10天", ""]


async def test_a_failure_after_the_first_text_never_switches(acorn: UUID, anna: Principal) -> None:
    scripted.install("breaks", ["有10", UpstreamBroken("cut")])
    well = scripted.install("well", "10天")
    with pytest.raises(UpstreamBroken):
        await parts_of(*await prepared(acorn, anna, "breaks", "well"))
    assert well.calls == []
    assert await used(acorn) == [("breaks", "cut", 3)]


async def test_when_all_fail_the_last_fault_is_told(acorn: UUID, anna: Principal) -> None:
    scripted.install("one", [UpstreamBroken("server_error")])
    scripted.install("two", [UpstreamBroken("no_first_byte")])
    with pytest.raises(UpstreamBroken) as caught:
        await parts_of(*await prepared(acorn, anna, "one", "two"))
    assert caught.value.reason == "no_first_byte"


async def test_a_fallback_that_the_rules_forbid_is_never_asked(acorn: UUID, anna: Principal) -> None:
    scripted.install("broken", [UpstreamBroken("server_error")])
    hosted = scripted.install("hosted", "10天")
    call, decision = await prepared(acorn, anna, "broken", "hosted")
    decision = replace(decision, fallbacks=tuple(replace(card, location="hosted") for card in decision.fallbacks))
    with pytest.raises(UpstreamBroken):
        await parts_of(replace(call, personal=True), decision)
    assert hosted.calls == []


async def test_failures_open_the_circuit_and_text_too_long_does_not(acorn: UUID, anna: Principal) -> None:
    scripted.install("long", [UpstreamBroken("context")])
    scripted.install("broken", [UpstreamBroken("cut")])
    long, broken = await prepared(acorn, anna, "long"), None
    for _ in range(6):
        with pytest.raises(UpstreamBroken):
            await parts_of(*long)
    assert circuits.resting(acorn) == frozenset()
    await run_unit(acorn, lambda: ModelCard.objects.all().delete())
    await run_unit(acorn, _forget_routes)
    broken = await prepared(acorn, anna, "broken")
    for _ in range(5):
        with pytest.raises(UpstreamBroken):
            await parts_of(*broken)
    assert circuits.resting(acorn) == {broken[1].card.id}


def _forget_routes() -> None:
    from gateway.models import Route

    Route.objects.all().delete()


async def test_a_busy_model_tells_the_place_and_then_answers(acorn: UUID, anna: Principal) -> None:
    scripted.install("slow", ["好", 0.15, "的"])
    call, decision = await prepared(acorn, anna, "slow", parallel=1)
    first, second = await asyncio.gather(parts_of(call, decision), parts_of(call, decision))
    both = sorted((first, second), key=len)
    assert isinstance(both[1][0], Queued)
    assert both[1][0].place == 1
    assert [part for part in both[1] if isinstance(part, Delta)] == both[0]


async def test_a_reader_that_leaves_stops_the_model_and_frees_its_place(acorn: UUID, anna: Principal) -> None:
    script = scripted.install("slow", ["好", 30.0, "的"])
    call, decision = await prepared(acorn, anna, "slow", parallel=1)
    async with aclosing(completion.stream(call, decision, QUESTION, Params())) as parts:  # type: ignore[type-var]
        await anext(parts)
    assert script.closed == 1
    assert (await used(acorn))[0][:2] == ("slow", "left")
    scripted.install("slow", "好")
    assert len(await asyncio.wait_for(parts_of(call, decision), 2)) == 2


async def test_a_cancelled_turn_is_written_down_too(acorn: UUID, anna: Principal) -> None:
    scripted.install("slow", ["好", 30.0])
    task = asyncio.create_task(parts_of(*await prepared(acorn, anna, "slow")))
    await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await used(acorn))[0][:2] == ("slow", "left")


async def test_a_spent_budget_asks_no_model(acorn: UUID, anna: Principal) -> None:
    script = scripted.install("one", "好")
    call, decision = await prepared(acorn, anna, "one")
    await run_unit(acorn, save_budget, scope="tenant", by=anna, tokens_per_day=0)
    with pytest.raises(BudgetSpent):
        await parts_of(call, decision)
    assert script.calls == []
