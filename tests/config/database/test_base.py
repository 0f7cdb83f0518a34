"""A database that is away makes one wait, and those after it none."""

import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connections

from config.database.base import DatabaseWrapper


@pytest.fixture
def away(db: None, tmp_path) -> Iterator[DatabaseWrapper]:
    """A pooled alias of nobody's server."""
    held = connections["default"].settings_dict
    settings = held | {"HOST": str(tmp_path), "OPTIONS": {"pool": {"min_size": 0, "max_size": 1, "timeout": 1}}}
    wrapper = DatabaseWrapper(settings, "away")
    yield wrapper
    wrapper._away.discard("away")
    wrapper.close_pool()


def seconds(wrapper: DatabaseWrapper) -> float:
    began = time.monotonic()
    with pytest.raises(OperationalError):
        wrapper.ensure_connection()
    return time.monotonic() - began


def test_only_the_first_waits_for_a_server_that_is_away(away):
    assert seconds(away) > 0.9
    assert seconds(away) < 0.5


def test_a_server_that_is_back_is_used_again(away):
    seconds(away)
    away.settings_dict["HOST"] = connections["default"].settings_dict["HOST"]
    away.close_pool()
    away.ensure_connection()
    assert away.is_usable()
    assert "away" not in away._away
    away.close()
