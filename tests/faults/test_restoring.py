"""Back up, lose everything, restore: data, files and keys are back, and what was erased since stays erased."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import ROOT, Installation, folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that was backed up, and then had one erasure and one withdrawal."""
    held = Installation(folder("backup"))
    held.seed()
    script(held, "before")
    done = held.run("backup", "--out", str(held.data / "backup"))
    assert done.returncode == 0, done.stderr
    script(held, "after")
    yield held
    held.close()


def script(held: Installation, step: str) -> str:
    command = [sys.executable, "-m", "tests.faults.personal", step]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=held.environment, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def content(held: Installation) -> dict[str, str]:
    return {str(path.relative_to(held.data / "media")): path.read_text() for path in files(held.data / "media")}


def files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def restored(held: Installation, source: Path) -> "subprocess.CompletedProcess[str]":
    return held.run("restore", "--from", str(source))


def test_a_flipped_byte_is_refused_before_anything_is_replaced(place, tmp_path):
    before, held = script(place, "state"), content(place)
    for name in ("database.dump", "keys", "media"):
        broken = tmp_path / f"broken-{name}"
        shutil.copytree(place.data / "backup", broken)
        victim = broken / name if (broken / name).is_file() else files(broken / name)[0]
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(bytes(data))
        done = restored(place, broken)
        assert done.returncode != 0
        assert "changed since the backup" in done.stderr
        assert "Traceback" not in done.stderr
    assert script(place, "state") == before
    assert content(place) == held


def test_a_missing_file_is_refused(place, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(place.data / "backup", broken)
    files(broken / "media")[0].unlink()
    done = restored(place, broken)
    assert done.returncode != 0
    assert "missing" in done.stderr


def test_a_running_installation_is_not_replaced(place):
    place.start("serve")
    place.start("clerk")
    done = restored(place, place.data / "backup")
    assert done.returncode != 0
    assert "is running" in done.stderr
    assert place.healthy()
    place.end("serve")
    place.end("clerk")


def test_a_second_backup_does_not_mix_with_the_first(place):
    done = place.run("backup", "--out", str(place.data / "backup"))
    assert done.returncode != 0
    assert "not empty" in done.stderr


def test_everything_is_back_but_what_was_erased_since(place):
    assert script(place, "state") == "zoe: 0 turns, no consent; yan: 1 turns, consent"
    kept = content(place)
    shutil.rmtree(place.data / "media")
    for key in files(place.data / "keys"):
        if key.name not in ("django", "master"):
            key.unlink()
    done = restored(place, place.data / "backup")
    assert done.returncode == 0, done.stderr
    assert "erasures applied again" in done.stdout
    assert script(place, "state") == "zoe: 0 turns, no consent; yan: 1 turns, consent"
    assert {path: text for path, text in content(place).items() if path in kept} == kept
    place.start("clerk", "serve")
    place.audit_holds()
    with place.api() as api:
        answer = api.post(
            "/v1/chat/completions", json={"model": "leave", "messages": [{"role": "user", "content": "年假有多少天？"}]}
        )
    assert "10 天" in answer.text
    place.end("serve")
    place.end("clerk")
