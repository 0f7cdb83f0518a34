"""The only door to text generation: wait for a place, stream from the chosen model, fall back where that is allowed."""

from collections.abc import AsyncIterator, Sequence

from gateway.types import Call, Decision, Delta, Message, Params, Queued, Source, Switched


def stream(
    call: Call, decision: Decision, messages: Sequence[Message], params: Params, *, passages: Sequence[Source] = ()
) -> AsyncIterator[Delta | Queued | Switched]:
    """The answer of the decision's card, piece by piece; the last Delta has `finish` and the usage.

    Raises GatewayBusy, UpstreamBroken. Closing the iterator closes the upstream at once.
    """
    raise NotImplementedError
