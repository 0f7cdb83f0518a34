"""Make what a caller sent fit to be stored, searched and shown, or say why it can't be."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

from chat.errors import BotNotFound, QuestionInvalid
from chat.turn import TurnRequest
from kit.errors import Invalid
from kit.texts import storable

LONGEST_QUESTION = 4000
LONGEST_CONTEXT = 100_000
"""Characters of a caller's history and system text together."""
LONGEST_KEY = 200
_KEPT = frozenset("\n\t")


def cleaned(request: TurnRequest) -> TurnRequest:
    """The request without control characters and broken halves of characters.

    Names are not mended: a bot of an impossible name does not exist. Raises QuestionInvalid, BotNotFound, Invalid.
    """
    if not storable(request.bot_slug):
        raise BotNotFound
    for field, name in (("user", request.subject.external_id), ("idempotency_key", request.idempotency_key)):
        if not storable(name):
            raise Invalid(field=field, param=field)
    question = _clean(request.question).strip() if len(request.question) <= LONGEST_QUESTION * 2 else ""
    if not 1 <= len(question) <= LONGEST_QUESTION:
        raise QuestionInvalid(field="question", limit=LONGEST_QUESTION)
    context = len(request.extra_system) + sum(len(message.content) for message in request.history)
    if context > LONGEST_CONTEXT:
        raise QuestionInvalid(field="messages", limit=LONGEST_CONTEXT)
    return replace(
        request,
        question=question,
        extra_system=_clean(request.extra_system).strip(),
        idempotency_key=_key(request.idempotency_key),
        history=tuple(replace(message, content=_clean(message.content)) for message in request.history),
    )


def _key(key: str) -> str:
    """A key that is too long to be stored is kept as its digest: the same one stays the same."""
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _clean(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode()
    return "".join(each for each in whole if each in _KEPT or unicodedata.category(each) != "Cc")
