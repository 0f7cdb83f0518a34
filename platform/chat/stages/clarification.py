"""Does the answer depend on something that is not known of who asks? Then ask him, once, with choices."""

from __future__ import annotations

import asyncio

from chat.asking.choosing import clarification, dependence
from chat.services import note_said
from chat.turn import Clarification, Outcome, Refusal, Turn
from chat.wording import clarifying
from chat.wording.verdicts import broken, refusal
from kit.database import run_unit
from moderation.errors import ModerationBroken
from moderation.selectors import screen_for

PLAIN = frozenset({"openai", "command"})
"""Channels without buttons: the choices stand in the text."""


async def run(turn: Turn) -> Turn:
    """Raises Refusal with the outcome clarify. Nobody is asked twice for the same, nor for what he said."""
    found = dependence(turn.parts, turn.passages, turn.attributes, turn.said)
    if found is None:
        return turn
    attribute, values = found
    about = "\n".join(part.question for part in turn.parts)
    asked = clarification(attribute, values, about=about, language=turn.language)
    text = await _screened(turn, asked)
    said = {**turn.said, attribute.name: ""}
    await run_unit(turn.request.tenant_id, note_said, conversation_id=turn.conversation_id, said=said)
    raise Refusal("attribute_unknown", attribute.name, text, outcome=Outcome.CLARIFY, clarification=asked)


async def _screened(turn: Turn, asked: Clarification) -> str:
    """What is shown, judged like any other text that leaves: names and values are the tenant's own words."""
    text = clarifying.listed(asked.text, (each.label for each in asked.choices))
    try:
        screen = await run_unit(turn.request.tenant_id, screen_for, turn.bot.settings.policy_id, side="output")
        verdict = await asyncio.to_thread(screen.judge, text)
    except ModerationBroken as error:
        raise broken(turn) from error
    if verdict.flagged:
        raise refusal(turn, "output", verdict)
    return verdict.masked if turn.request.channel in PLAIN else verdict.masked[: len(asked.text)]
