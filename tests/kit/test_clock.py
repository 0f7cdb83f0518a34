from datetime import UTC, datetime

from kit import clock


def test_time_can_be_held_still():
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    with clock.freeze(moment):
        assert clock.now() == moment
    assert clock.now() != moment
