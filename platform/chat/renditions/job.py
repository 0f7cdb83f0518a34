"""What a rendition in the making knows, and its way to a model."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chat.types import RenditionKind, RenditionPart
from gateway import completion
from gateway.errors import NoRoute
from gateway.types import Call, Decision, Delta, Message, Params
from moderation.types import Screen

if TYPE_CHECKING:
    from knowledge.types import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One rendition on its way: `done` steps are written already. Without a `decision` no model may or can write."""

    id: UUID
    tenant_id: UUID
    kind: RenditionKind
    version_id: UUID
    other_id: UUID | None
    language: str
    done: int
    call: Call
    decision: Decision | None
    screen: Screen

    async def say(
        self, system: str, message: str, *, tokens: int, passages: Sequence[Passage] = (), temperature: float = 0.0
    ) -> str:
        """The model's whole answer. Raises NoRoute where there is none, GatewayError."""
        if self.decision is None:
            raise NoRoute(passed_over=())
        messages = (Message("system", system), Message("user", message))
        params = Params(temperature=temperature, max_tokens=tokens)
        said: list[str] = []
        stream: Any = completion.stream(self.call, self.decision, messages, params, passages=passages)
        async with aclosing(stream) as parts:
            said += [part.text async for part in parts if isinstance(part, Delta)]
        return "".join(said).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one step gave."""

    parts: tuple[RenditionPart, ...]
    kept_back: int = 0
