"""What is asked, and of whom? Settles the questions as they are searched, and the attributes that narrow the search."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chat.asking import rewriting
from chat.asking.naming import agreed, alike, named, said
from chat.asking.picking import picked
from chat.asking.transcript import waiting_in
from chat.services import note_said
from chat.turn import Known, Part, Turn
from chat.wording.notices import language_of
from chat.wording.parts import parts_of
from chat.wording.verdicts import broken, refusal
from kit.database import run_unit
from moderation.errors import ModerationBroken
from moderation.selectors import screen_for
from tenants.selectors import attributes, held_attributes
from tenants.types import AttributeInfo


async def run(turn: Turn) -> Turn:
    """The turn with its parts. A bot without bases searches nothing, so there is nothing to settle."""
    if not turn.bot.settings.base_ids:
        return turn
    schema = await run_unit(turn.request.tenant_id, attributes)
    turn = _of_history(replace(turn, attributes=schema))
    resumed = _resumed(turn)
    turn = resumed or replace(turn, said={**turn.said, **said(turn.masked, schema)})
    asked = parts_of(turn.waiting.about if resumed and turn.waiting else turn.masked, turn.before, alike(schema))
    questions = asked.questions if asked.sure else (await rewriting.rewritten(turn) or asked.questions[0],)
    if questions != (turn.masked,):
        questions = await _let_in(turn, questions)
    await run_unit(turn.request.tenant_id, note_said, conversation_id=turn.conversation_id, said=turn.said)
    known = known_of(turn.said, turn.request.attributes, schema, turn.language)
    parts = tuple(_part(each, known, schema) for each in questions)
    return replace(turn, known=known, parts=parts, searched="\n".join(questions))


async def _let_in(turn: Turn, questions: Sequence[str]) -> tuple[str, ...]:
    """The questions as they now read, judged like one that was typed: joined with what was asked before, harmless words
    can become a question that the policy stops. Refuses as input_moderation does."""
    try:
        screen = await run_unit(turn.request.tenant_id, screen_for, turn.bot.settings.policy_id, side="input")
        verdicts = await asyncio.to_thread(lambda: [screen.judge(each) for each in questions])
    except ModerationBroken as error:
        raise broken(turn) from error
    for verdict in verdicts:
        if verdict.flagged:
            raise refusal(turn, "input", verdict)
    return tuple(verdict.masked for verdict in verdicts)


def known_of(
    told: Mapping[str, str], vouched: Mapping[str, str], schema: Sequence[AttributeInfo], language: str
) -> tuple[Known, ...]:
    """What is known of who asks. What he said in this conversation comes before what is on record of him."""
    on_record = held_attributes(vouched, schema)
    own = {name: value for name, value in held_attributes(told, schema).items() if value}
    return tuple(
        Known(
            attribute=each.name,
            label=each.label_in(language),
            value=value,
            shown=each.shown(value, language),
            said=each.name in own,
        )
        for each in schema
        if (value := own.get(each.name) or on_record.get(each.name))
    )


def _part(question: str, known: Iterable[Known], schema: Sequence[AttributeInfo]) -> Part:
    """A question that speaks of one city is about that city, wherever the person works; one of two is about both."""
    spoken = named(question, schema)
    held = {each.attribute: each.value for each in known if each.attribute not in spoken}
    return Part(question=question, attributes={**held, **agreed(spoken)}, named=spoken)


def _of_history(turn: Turn) -> Turn:
    """Where the client keeps the history, what it tells of the person and of a question back."""
    if not turn.request.history:
        return turn
    earlier = [message.content for message in turn.history if message.role == "user"]
    told: dict[str, str] = {}
    for message in earlier:
        told |= said(message, turn.attributes)
    waiting, asked = waiting_in(turn.history, turn.attributes)
    return replace(turn, before=tuple(earlier), said={**told, **asked}, waiting=waiting)


def _resumed(turn: Turn) -> Turn | None:
    """The turn as the reply to the question back that it answers."""
    waiting = turn.waiting
    attribute = next((each for each in turn.attributes if waiting and each.name == waiting.attribute), None)
    if waiting is None or attribute is None:
        return None
    value = picked(turn.masked, waiting, attribute)
    if value is None:
        return None
    language = turn.request.language or language_of(waiting.about)
    return replace(turn, said={**turn.said, attribute.name: value}, language=language)
