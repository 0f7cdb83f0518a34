"""Where a card's model is served, with the key: for adapters only, never for other apps or for a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.types import Capabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds. `first` lasts until the first byte of the answer, `idle` between two, `whole` from start to end."""

    connect: float = 5
    first: float = 60
    idle: float = 30
    whole: float = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A served model. `extra` is sent with every request; `allow_private=None` means what the operator set."""

    model: str
    base_url: str = ""
    key: str = field(default="", repr=False)
    capabilities: Capabilities = field(default_factory=Capabilities)
    extra: Mapping[str, Any] = field(default_factory=dict)
    allow_private: bool | None = None
    timeouts: Timeouts = Timeouts()
