"""Find the platform's own questions back in a history that the client keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chat.asking.picking import picked
from chat.turn import Choice, Clarification
from chat.wording import clarifying
from chat.wording.parts import parts_of

if TYPE_CHECKING:
    from gateway.types import Message
    from tenants.types import AttributeInfo

_LINE = re.compile(r"^\d{1,2}\. (?P<label>.+)$")
LANGUAGES = ("zh-hans", "en")


def waiting_in(
    history: Sequence[Message], attributes: Sequence[AttributeInfo]
) -> tuple[Clarification | None, dict[str, str]]:
    """(the question back that was said last, what earlier ones were answered by: '' where they were not)."""
    answered: dict[str, str] = {}
    waiting: Clarification | None = None
    asked: list[str] = []
    for message in history:
        if message.role == "assistant":
            waiting = _read(message.content, attributes, asked)
            if waiting:
                answered.setdefault(waiting.attribute, "")
        else:
            reply = _reply(message.content, waiting, attributes)
            if waiting and reply is not None:
                answered[waiting.attribute] = reply
            else:
                asked.append(message.content)
            waiting = None
    return waiting, answered


def _read(text: str, attributes: Sequence[AttributeInfo], asked: Sequence[str]) -> Clarification | None:
    """The question back that a message is, about the last question before it."""
    first, _, rest = text.partition("\n")
    for attribute in attributes:
        for language in LANGUAGES:
            if asked and first.strip() == clarifying.question(attribute.label_in(language), language):
                labels = [found["label"].strip() for line in rest.splitlines() if (found := _LINE.match(line))]
                choices = tuple(Choice(value=attribute.value(label) or "", label=label) for label in labels)
                about = parts_of(asked[-1], asked[:-1]).questions
                return Clarification(attribute=attribute.name, about="\n".join(about), text=first, choices=choices)
    return None


def _reply(text: str, waiting: Clarification | None, attributes: Sequence[AttributeInfo]) -> str | None:
    attribute = next((each for each in attributes if waiting and each.name == waiting.attribute), None)
    return picked(text, waiting, attribute) if waiting and attribute else None
