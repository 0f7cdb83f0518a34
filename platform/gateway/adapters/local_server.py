"""Serve a model file on this machine with llama.cpp, behind its OpenAI-compatible server, until told to stop."""

import importlib
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from gateway.errors import ModelFileBroken

CONTEXT_TOKENS = 8192
PARALLEL = 2
HEARTBEAT_SECONDS = 3.0
MAGIC = b"GGUF"


def serve(
    path: Path, *, engine: Path | None, port: int, on_ready: Callable[[str], None], beat: Callable[[], None]
) -> None:
    """Load the file, tell `on_ready` the base address, and stay until SIGTERM or SIGINT; `beat` is called every few
    seconds meanwhile. `engine` is a folder that xllamacpp is imported from where it is not installed.

    Raises ModelFileBroken.
    """
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise ModelFileBroken(path=str(path))
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    server = _start(path, engine, port)
    on_ready(f"{server.listening_address}/v1")
    while not stopped.wait(HEARTBEAT_SECONDS):
        beat()
    del server


def _start(path: Path, engine: Path | None, port: int) -> Any:
    if engine is not None:
        sys.path.insert(0, str(engine))
    llama = importlib.import_module("xllamacpp")
    wanted = llama.CommonParams()
    wanted.model.path = str(path)
    # Two calls at a time share the context, and what prompts begin with alike is read once.
    wanted.n_ctx, wanted.n_parallel, wanted.cache_prompt = CONTEXT_TOKENS * PARALLEL, PARALLEL, True
    wanted.hostnames, wanted.port = ["127.0.0.1"], port
    try:
        return llama.Server(wanted)
    except RuntimeError as error:
        raise ModelFileBroken(path=str(path)) from error
