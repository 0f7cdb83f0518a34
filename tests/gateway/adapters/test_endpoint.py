"""Where a model is served."""

from gateway.adapters.endpoint import Endpoint, Timeouts
from gateway.types import Capabilities


def test_an_endpoint_starts_from_what_is_usual() -> None:
    endpoint = Endpoint(model="m")
    assert (endpoint.capabilities, endpoint.timeouts, endpoint.allow_private) == (Capabilities(), Timeouts(), None)


def test_waiting_for_the_first_word_is_longer_than_between_two() -> None:
    usual = Timeouts()
    assert usual.connect < usual.idle < usual.first < usual.whole
