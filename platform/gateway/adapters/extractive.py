"""Answer without a model: the sentences of the passages that say it best, word for word, each with its number."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import takewhile

from gateway import tokens
from gateway.adapters.endpoint import Endpoint
from gateway.adapters.extractive_sums import calculations
from gateway.evidence.answerable import answerable
from gateway.evidence.scoring import Weighed, weigh
from gateway.evidence.terms import terms
from gateway.evidence.units import Unit, units
from gateway.types import NOT_IN_MATERIAL, QUESTION_MARKS, Delta, Message, Params, Source, Usage

NAME = "extractive"
MOST_SENTENCES = 4
LONGEST_ANSWER = 360
"""Characters after which no further sentence is added."""
NEAR_BEST = 0.78
"""Share of the best score from which a further sentence belongs to the answer."""
FOLLOWS = 0.55
KIND_OPEN = 0.5
LEAST_SUPPORT = 0.25
"""Of `answerable`: below it, what would be shown is more often beside the point than not."""
LIST_ITEMS, FITTING_ITEMS = 6, 3
LONGEST_LIST = 12


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
    """A calculation where one is asked for, then sentences in the order of their relevance, each with its mark."""
    found = units(passages) if terms(question) else []
    if not found or answerable(question, passages) < LEAST_SUPPORT:
        return [NOT_IN_MATERIAL]
    weighed = weigh(question, passages, found)
    sums = list(calculations(question, [each.unit for each in weighed], passages))
    rules = [unit for each in sums for unit in each.units]
    chosen = [*rules, *(unit for unit in _chosen(weighed, found) if unit not in rules)]
    return [*(each.line for each in sums), *(_shown(unit) for unit in chosen)]


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
            chosen += [unit for unit in _list_after(each.unit, found, weighed) if unit not in chosen]
    return chosen


def _needed(each: Weighed, best: Weighed, chosen: Sequence[Unit]) -> float:
    """A sentence that follows a chosen one and holds what is asked for explains it, though its words are others."""
    follows = any(unit.n == each.unit.n and each.unit.place - unit.place == 1 for unit in chosen)
    return (FOLLOWS if follows and each.kind >= KIND_OPEN else NEAR_BEST) * best.score


def _list_after(lead: Unit, found: Sequence[Unit], weighed: Sequence[Weighed]) -> list[Unit]:
    """What a line such as "in these cases:" leads to; where a kind of thing is asked for, the items that hold it best."""
    start = found.index(lead) + 1
    behind = list(
        takewhile(lambda unit: unit.n == lead.n and not _is_heading(unit), found[start : start + LONGEST_LIST])
    )
    items = [unit for unit in behind if unit.item] or behind[:1]
    rank = {each.unit: place for place, each in enumerate(weighed) if each.kind == 1.0}
    fitting = sorted((unit for unit in items if unit in rank), key=rank.__getitem__)[:FITTING_ITEMS]
    return [unit for unit in items if unit in fitting] if len(items) > FITTING_ITEMS and fitting else items[:LIST_ITEMS]


def _is_heading(unit: Unit) -> bool:
    return unit.leads and not unit.item


def _shown(unit: Unit) -> str:
    """With its mark before the full stop's line ends, as other models write it."""
    return f"{unit.text}[{unit.n}]\n"
