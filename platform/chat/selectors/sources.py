"""Find the passage behind a number in an answer."""

from uuid import UUID

from chat.errors import TurnNotFound
from chat.models import TurnText
from chat.stored import citations_from_json
from chat.turn import Citation
from tenants.types import Subject


def turn_citation(*, turn_id: UUID, subject: Subject, n: int) -> Citation:
    """Citation `n` of a subject's own turn. Raises TurnNotFound, also for somebody else's."""
    text = TurnText.objects.filter(turn_id=turn_id, turn__subject=subject.ref).first()
    found = [each for each in citations_from_json(text.citations) if each.n == n] if text else []
    if not found:
        raise TurnNotFound
    return found[0]
