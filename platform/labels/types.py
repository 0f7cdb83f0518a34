"""The mark that machine-made text carries: a sentence for people and a record for machines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from audit.types import EntryView

AIGC_KEYS: Final = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
"""The keys of the record, in the order of GB 45438-2025, annex E."""

GENERATED: Final = "1"
"""Value of Label: this is generated. ("2" is possibly, "3" is suspected.)"""


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is shown beside the content; `aigc` holds the seven keys and goes into files and API answers."""

    text: str
    aigc: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """What a ProduceID leads to: the turn, when it was opened, and what was recorded of it."""

    turn_id: UUID
    at: datetime
    evidence: tuple[EntryView, ...]
