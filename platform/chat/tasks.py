"""What the worker calls."""

from chat.renditions.making import make
from kit.outbox import Work, handler


@handler("chat.rendition")
def make_rendition(work: Work) -> None:
    """Payload: `rendition`, the id of what was asked for."""
    make(work)
