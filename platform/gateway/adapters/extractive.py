"""Answer without a model: the sentences of the passages that say it best, word for word, each with its number."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from gateway import tokens
from gateway.adapters.endpoint import Endpoint
from gateway.evidence.scoring import Weighed, weigh
from gateway.evidence.terms import terms
from gateway.evidence.units import Unit, units
from gateway.types import NOT_IN_MATERIAL, QUESTION_MARKS, Delta, Message, Params, Source, Usage

NAME = "extractive"
MOST_SENTENCES = 3
LONGEST_ANSWER = 320
"""Characters after which no further sentence is added."""
NEAR_BEST = 0.8
"""Share of the best score from which a further sentence belongs to the answer."""
FOLLOWS = 0.6
KIND_OPEN = 0.5
LEAST_SUPPORT = 0.72
"""Of the best sentence's score and its best passage's relevance together. On 167 real questions, half of those that
the documents do not answer lie below it, and one in twenty of the others."""
LIST_ITEMS = 6


async def stream(
    endpoint: Endpoint, messages: Sequence[Message], params: Params, passages: Sequence[Source] = ()
) -> AsyncGenerator[Delta, None]:
    """The answer to the last message, sentence by sentence; NOT_IN_MATERIAL where no passage supports one."""
    question = question_in(messages[-1].content)
    parts = await asyncio.to_thread(answer, question, passages)
    said = 0
    for part in parts:
        said += tokens.estimate(part)
        yield Delta(text=part)
    usage = Usage(prompt_tokens=tokens.estimate(question), completion_tokens=said, estimated=True)
    yield Delta(finish="stop", usage=usage)


def question_in(message: str) -> str:
    """Without the material that may stand before it."""
    return message[max(message.rfind(mark) + len(mark) if mark in message else 0 for mark in QUESTION_MARKS) :]


def answer(question: str, passages: Sequence[Source]) -> list[str]:
    """Sentences with their marks, in the order of their relevance."""
    found = units(passages) if terms(question) else []
    weighed = weigh(question, passages, found) if found else []
    if not weighed or weighed[0].score + max(each.score for each in passages) < LEAST_SUPPORT:
        return [NOT_IN_MATERIAL]
    return [_shown(unit) for unit in _chosen(weighed, found)]


def _chosen(weighed: Sequence[Weighed], found: Sequence[Unit]) -> list[Unit]:
    chosen: list[Unit] = []
    for each in weighed:
        enough = len(chosen) >= MOST_SENTENCES or sum(len(unit.text) for unit in chosen) > LONGEST_ANSWER
        if chosen and (enough or each.score < _needed(each, weighed[0], chosen)):
            continue
        if any(each.unit.text in unit.text for unit in chosen):
            continue
        chosen.append(each.unit)
        if each.unit.leads:
            chosen += _list_after(each.unit, found)
    return chosen


def _needed(each: Weighed, best: Weighed, chosen: Sequence[Unit]) -> float:
    """A sentence that follows a chosen one and holds what is asked for explains it, though its words are others."""
    follows = any(unit.n == each.unit.n and each.unit.place - unit.place == 1 for unit in chosen)
    return (FOLLOWS if follows and each.kind >= KIND_OPEN else NEAR_BEST) * best.score


def _list_after(lead: Unit, found: Sequence[Unit]) -> list[Unit]:
    """What a line such as "in these cases:" leads to."""
    start = found.index(lead) + 1
    following: list[Unit] = []
    for unit in found[start : start + LIST_ITEMS]:
        if unit.n != lead.n or (following and not unit.item):
            break
        following.append(unit)
    return following


def _shown(unit: Unit) -> str:
    """With its mark before the full stop's line ends, as other models write it."""
    return f"{unit.text}[{unit.n}]\n"
