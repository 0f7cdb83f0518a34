"""One installation for all tests of failure: they break it, and each leaves it whole."""

from collections.abc import Iterator

import pytest

from tests.faults.installation import Installation, eventually, folder
from tests.faults.upstream import SlowModel

UPLOAD_LIMIT_MB, PAGE_LIMIT = 160, 520


@pytest.fixture(scope="session")
def running() -> Iterator[Installation]:
    """Web, worker and clerk of a tenant that can answer."""
    named = {"HEYAN_UPLOAD_LIMIT_MB": str(UPLOAD_LIMIT_MB), "HEYAN_PAGE_LIMIT": str(PAGE_LIMIT)}
    held = Installation(folder("shared"), settings=named | {"HEYAN_PRIVATE_ADDRESSES": "true"})
    model = SlowModel()
    try:
        held.seed(model.base_url)
        held.start("serve", "worker", "clerk")
        yield held
    finally:
        held.close()
        model.close()


@pytest.fixture
def installation(running: Installation) -> Iterator[Installation]:
    """It is well before and after each test, whatever the test did to it."""
    missing = {"serve", "worker", "clerk"} - running.alive()
    running.start(*missing)
    eventually(running.healthy)
    yield running
    assert {"serve", "worker", "clerk"} <= running.alive()
    eventually(running.healthy)
