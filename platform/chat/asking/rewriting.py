"""Ask a model to make a question stand alone, where the rules are unsure and a route allows it. Never waits for long."""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing

import structlog

from chat.running.calls import call_of
from chat.turn import Turn
from gateway import completion
from gateway.errors import GatewayError, NoRoute
from gateway.selectors import decide
from gateway.types import Call, Decision, Delta, Message, Params
from kit.database import run_unit
from knowledge.selectors import sensitivity_of

PATIENCE = 3.0
"""Seconds, after which the rules' own version is searched."""
QUICK = ("private", "hosted")
"""Where a model stands that reads a short prompt within that time."""
LONGEST = 200
REMEMBERED = 3
_FIGURES = re.compile(r"\d+")

RULES = {
    "zh-hans": "把最后一个问题改写成不看上文也能懂的一个问题。只输出改写后的问题，不回答，不解释，不增加原文没有的内容。",
    "en": "Rewrite the last question so that it can be understood without what was asked before it. Reply with the "
    "rewritten question only; do not answer it, explain it or add anything.",
}
ASKED = {"zh-hans": ("之前的问题：", "最后一个问题："), "en": ("Asked before: ", "The last question: ")}

log = structlog.get_logger(__name__)


async def rewritten(turn: Turn) -> str:
    """The question standing alone, as a model writes it; '' where none may or can within the time.

    It is told masked text only.
    """
    try:
        call, decision = await run_unit(turn.request.tenant_id, _routed, turn)
        if decision.card.location not in QUICK:
            return ""
        async with asyncio.timeout(PATIENCE):
            return _checked(await _said(call, decision, _prompt(turn)), turn)
    except (NoRoute, GatewayError, TimeoutError) as error:
        log.info("question not rewritten", turn=str(turn.id), reason=type(error).__name__)
        return ""


def _routed(turn: Turn) -> tuple[Call, Decision]:
    call = call_of(turn, purpose="rewrite", sensitivity=sensitivity_of(turn.bot.settings.base_ids))
    return call, decide(call, route_id=turn.bot.settings.route_id)


async def _said(call: Call, decision: Decision, prompt: tuple[Message, ...]) -> str:
    said = ""
    async with aclosing(completion.stream(call, decision, prompt, Params(temperature=0.0, max_tokens=80))) as parts:  # type: ignore[type-var]
        async for part in parts:
            said += part.text if isinstance(part, Delta) else ""
    return said


def _prompt(turn: Turn) -> tuple[Message, ...]:
    before, last = ASKED[turn.language]
    earlier = "\n".join(turn.before[-REMEMBERED:])
    return (
        Message("system", RULES[turn.language]),
        Message("user", f"{before}\n{earlier}\n\n{last}{turn.masked}"),
    )


def _checked(text: str, turn: Turn) -> str:
    """One short line whose figures were all said before; anything else is no rewritten question."""
    line = text.strip().strip('“”"')
    source = " ".join((*turn.before, turn.masked))
    invented = set(_FIGURES.findall(line)) - set(_FIGURES.findall(source))
    return "" if not line or "\n" in line or len(line) > LONGEST or invented else line
