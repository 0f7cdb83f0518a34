"""A model file is served until a signal comes. The engine here is a stand-in with the real one's few names."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.adapters import local_server
from gateway.adapters.local_server import serve
from gateway.errors import ModelFileBroken

ENGINE = """
from types import SimpleNamespace
started = []
class CommonParams:
    def __init__(self):
        self.model = SimpleNamespace(path="")
class Server:
    def __init__(self, wanted):
        if wanted.model.path.endswith("broken.gguf"):
            raise RuntimeError("failed to load")
        started.append(wanted)
        self.listening_address = f"http://127.0.0.1:{wanted.port}"
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Path]:
    folder, path, handlers = (
        tmp_path / "engine",
        list(sys.path),
        [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)],
    )
    folder.mkdir()
    (folder / "xllamacpp.py").write_text(ENGINE)
    yield folder
    sys.path[:] = path
    sys.modules.pop("xllamacpp", None)
    for number, handler in zip((signal.SIGTERM, signal.SIGINT), handlers, strict=True):
        signal.signal(number, handler)


def file(folder: Path, name: str = "m.gguf", head: bytes = b"GGUF") -> Path:
    path = folder / name
    path.write_bytes(head + b"\x00" * 16)
    return path


def test_it_tells_its_address_beats_and_ends_on_a_signal(
    engine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_server, "HEARTBEAT_SECONDS", 0.01)
    told: list[str] = []

    def beat() -> None:
        told.append("beat")
        os.kill(os.getpid(), signal.SIGTERM)

    serve(file(tmp_path), engine=engine, port=4242, on_ready=told.append, beat=beat)
    assert told == ["http://127.0.0.1:4242/v1", "beat"]


def test_two_calls_share_the_context_on_loopback_only(engine: Path, tmp_path: Path) -> None:
    serve(
        file(tmp_path),
        engine=engine,
        port=1,
        on_ready=lambda url: os.kill(os.getpid(), signal.SIGTERM),
        beat=lambda: None,
    )
    wanted = sys.modules["xllamacpp"].started[0]
    assert (wanted.n_ctx, wanted.n_parallel, wanted.hostnames) == (16384, 2, ["127.0.0.1"])


@pytest.mark.parametrize(("name", "head"), [("text.gguf", b"<htm"), ("broken.gguf", b"GGUF")])
def test_a_file_that_is_no_model_is_told_as_such(engine: Path, tmp_path: Path, name: str, head: bytes) -> None:
    with pytest.raises(ModelFileBroken):
        serve(file(tmp_path, name, head), engine=engine, port=0, on_ready=lambda url: None, beat=lambda: None)
