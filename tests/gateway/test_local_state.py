"""One process tells the others how far the local model is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway import local_state
from gateway.types import LocalModelState
from kit import clock

READY = LocalModelState(state="ready", percent=100, name="Qwen", base_url="http://127.0.0.1:9/v1")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MODEL_DIR = tmp_path / "model"
    return tmp_path / "model"


def test_what_is_written_is_read() -> None:
    assert local_state.read() == local_state.ABSENT
    local_state.write(READY)
    assert local_state.read() == READY


def test_a_silent_process_is_gone_soon_and_a_fetching_one_is_not() -> None:
    local_state.write(READY)
    with clock.freeze(clock.now() + timedelta(seconds=30)):
        assert local_state.read() == local_state.ABSENT
    local_state.write(LocalModelState(state="fetching", percent=3))
    with clock.freeze(clock.now() + timedelta(minutes=5)):
        assert local_state.read().state == "fetching"


def test_a_process_that_ends_well_says_so() -> None:
    local_state.write(READY)
    local_state.forget()
    local_state.forget()
    assert local_state.read() == local_state.ABSENT


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"model": {"state": "ready", "moon": 1}, "at": 1}', '{"model": {}}']
)
def test_a_damaged_file_is_no_model(folder: Path, content: str) -> None:
    folder.mkdir()
    local_state.path().write_text(content)
    assert local_state.read() == local_state.ABSENT
