"""The small file by which the process of the local model tells all others how far it is."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from gateway.types import LocalModelState
from kit import clock
from kit.files import write_atomically

ABSENT = LocalModelState(state="absent")
STALE_SECONDS = 15
"""The process rewrites the file every few seconds; an older one was left behind by a process that is gone."""


def path() -> Path:
    return Path(settings.MODEL_DIR) / "state.json"


def read() -> LocalModelState:
    """How far the local model is; absent where no process has said so lately."""
    try:
        data = json.loads(path().read_bytes())
        held = LocalModelState(**data.pop("model"))
        alive = clock.now().timestamp() - float(data["at"]) < STALE_SECONDS
    except (OSError, ValueError, KeyError, TypeError):
        return ABSENT
    return held if alive or held.state == "failed" else ABSENT


def write(state: LocalModelState) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    body = {"model": asdict(state), "at": clock.now().timestamp()}
    write_atomically(path(), json.dumps(body).encode())
