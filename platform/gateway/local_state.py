"""The small file by which the process of the local model tells all others how far it is."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from gateway.types import LocalModelState
from kit import clock
from kit.files import write_atomically

ABSENT = LocalModelState(state="absent")
STALE_SECONDS = {"ready": 15, "failed": 600}
"""A serving process rewrites the file every few seconds; an older one was left behind by a process that is gone."""
SLOW_STEP_SECONDS = 1800
"""Fetching one part, or loading, may take long on a slow line or disk."""


def path() -> Path:
    return Path(settings.MODEL_DIR) / "state.json"


def read() -> LocalModelState:
    """How far the local model is; absent where no process has said so lately."""
    try:
        data = json.loads(path().read_bytes())
        held = LocalModelState(**data.pop("model"))
        fresh = clock.now().timestamp() - float(data["at"]) < STALE_SECONDS.get(held.state, SLOW_STEP_SECONDS)
    except (OSError, ValueError, KeyError, TypeError):
        return ABSENT
    return held if fresh else ABSENT


def write(state: LocalModelState) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    body = {"model": asdict(state), "at": clock.now().timestamp()}
    write_atomically(path(), json.dumps(body).encode())


def forget() -> None:
    """The process ends: from now on there is no local model."""
    path().unlink(missing_ok=True)
