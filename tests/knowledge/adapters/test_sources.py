"""A file, or the bytes of one."""

from pathlib import Path

from knowledge.adapters.sources import Held, size_of


def test_bytes_read_as_a_file_does(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    held = Held(b"abc")
    with path.open("rb") as one, held.open("rb") as other:
        assert one.read() == other.read() == path.read_bytes() == held.read_bytes()
    assert size_of(path) == size_of(held) == 3
