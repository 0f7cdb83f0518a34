import multiprocessing
import time
from pathlib import Path

from kit.files import held, locked, write_atomically


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "state.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def append(path: str) -> None:
    for _ in range(20):
        with locked(Path(path)):
            count = int(Path(path).read_text())
            time.sleep(0.001)
            Path(path).write_text(str(count + 1))


def test_two_processes_take_turns(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    workers = [multiprocessing.get_context("spawn").Process(target=append, args=(str(path),)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert path.read_text() == "40"


def test_a_lock_that_somebody_holds_is_told_at_once(tmp_path):
    with held(tmp_path / "demo") as first, held(tmp_path / "demo") as second:
        assert first
        assert not second
    with held(tmp_path / "demo") as again:
        assert again
