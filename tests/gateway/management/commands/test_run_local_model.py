"""The command that makes the model of MODEL ready."""

import os
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from gateway import local_state
from gateway.adapters import local_fetch, local_server
from gateway.errors import ModelNotFetched
from gateway.management.commands import run_local_model
from tests.gateway.adapters.test_local_server import engine, file  # noqa: F401  (a fixture)


@pytest.fixture
def wanted(settings: Any, tmp_path: Path) -> Any:
    settings.MODEL_DIR = tmp_path / "model"

    def model(name: str) -> None:
        settings.ENV = SimpleNamespace(model=name, model_name="", model_key="", glm_api_key="")

    return model


def test_word_for_word_needs_no_process(wanted: Any) -> None:
    wanted("extractive")
    call_command("run_local_model")


def test_a_server_that_is_not_there_is_told_and_ends_it(wanted: Any) -> None:
    wanted("http://127.0.0.1:1/v1")
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("run_local_model")


def test_others_see_it_ready_while_it_serves_and_gone_afterwards(
    wanted: Any,
    engine: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local_server, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(os, "nice", lambda step: 0)
    monkeypatch.setattr(local_fetch, "fetch_engine", lambda folder, lock: engine)
    seen: list[str] = []
    write = local_state.write

    def written(state: Any) -> None:
        write(state)
        seen.append(local_state.read().state)
        if seen.count("ready") == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(local_state, "write", written)
    wanted(str(file(tmp_path)))
    call_command("run_local_model")
    assert seen == ["loading", "ready", "ready"]
    assert local_state.read() == local_state.ABSENT


def test_what_cannot_be_fetched_is_tried_again_and_others_see_why(
    wanted: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    tries: list[str] = []

    def fail(folder: Path, lock: Path) -> Path:
        tries.append(local_state.read().problem)
        if len(tries) == 3:
            raise KeyboardInterrupt
        raise ModelNotFetched(package="xllamacpp", said="no network")

    monkeypatch.setattr(os, "nice", lambda step: 0)
    monkeypatch.setattr(local_fetch, "fetch_engine", fail)
    monkeypatch.setattr(run_local_model, "TRY_AGAIN_SECONDS", 0)
    wanted("local")
    with pytest.raises(KeyboardInterrupt):
        call_command("run_local_model")
    assert tries == ["", "model_not_fetched", "model_not_fetched"]
