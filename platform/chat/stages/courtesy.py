"""Answer a greeting, thanks or "who are you" in set words: nothing is searched, no model is asked."""

from collections.abc import AsyncGenerator

from chat.turn import Piece, Turn
from chat.wording.courtesies import courtesy_of, reply


def applies(turn: Turn) -> bool:
    """Is the message nothing but a courtesy, and no pair answers it? A bot without bases talks for itself."""
    return bool(turn.bot.settings.base_ids) and turn.direct is None and courtesy_of(turn.masked) is not None


async def stream(turn: Turn) -> AsyncGenerator[Piece]:
    """The set words; screened and labelled like any answer."""
    courtesy = courtesy_of(turn.masked)
    if courtesy is None:
        raise ValueError("this is no courtesy")
    yield Piece(text=reply(courtesy, turn.bot.settings, turn.language), finish="stop")
