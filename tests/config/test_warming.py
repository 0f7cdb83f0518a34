import gc

import pytest

from config.warming import warm
from gateway import embedding


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_the_first_question_finds_everything_loaded_and_frozen(transactional_db, thawed):
    warm()
    assert gc.get_freeze_count() > 0
    assert embedding._loaded()
