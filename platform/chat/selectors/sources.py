"""Find the passage behind a number in an answer."""

from uuid import UUID

from chat.errors import TurnNotFound
from chat.models import TurnText
from chat.stored import passages_from_json
from knowledge.types import Passage
from tenants.types import Subject


def turn_source(*, turn_id: UUID, subject: Subject, n: int) -> Passage:
    """The passage that a subject's own turn cites as `n`, screened and masked as it was for that turn.

    Raises TurnNotFound, also for somebody else's turn and for a number that the answer does not have.
    """
    text = TurnText.objects.filter(turn_id=turn_id, turn__subject=subject.ref).first()
    if text is None or n not in {each["n"] for each in text.citations}:
        raise TurnNotFound
    return passages_from_json(row for row in text.passages if row["n"] == n)[0]
