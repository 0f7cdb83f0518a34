"""ZIP archives: names, bounds and what is left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from knowledge.adapters import unpacking
from knowledge.parsed import FAILURES, ReadFailed
from tests.knowledge import files


def zipped(*entries: tuple[str, bytes], flags: int = 0) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    if flags:
        data = bytearray(stream.getvalue())
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = data.find(mark)
            data[start + at] |= flags
        stream = io.BytesIO(bytes(data))
    stream.seek(0)
    return stream


def outcome(stream: io.BytesIO) -> list[tuple[str, bytes | str]]:
    return [(each.name, each.content.read() if each.content else each.problem) for each in unpacking.members(stream)]


def test_files_are_named_after_their_folders() -> None:
    assert outcome(zipped(("制度/考勤.md", b"a"), ("b.txt", b"b"))) == [("制度 › 考勤.md", b"a"), ("b.txt", b"b")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc › passwd"),
        ("/abs/a.txt", "abs › a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("C:\\x\\a.txt", "x › a.txt"),
        ("a/./b/../c.txt", "a › b › c.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("x" * 4000 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_names_that_climb_or_deceive_become_plain_ones(name: str, shown: str) -> None:
    assert outcome(zipped((name, b"a"))) == [(shown, b"a")]


def test_names_in_the_chinese_code_page_are_read() -> None:
    data = zipped(("AAAA.txt", b"a")).getvalue().replace(b"AAAA", "考勤".encode("gb18030"))
    assert outcome(io.BytesIO(data))[0][0] == "考勤.txt"


def test_the_clutter_of_systems_is_no_file() -> None:
    entries = [(name, b"x") for name in ("__MACOSX/._a", ".DS_Store", "a/Thumbs.db", "~$a.docx", "a/")]
    assert outcome(zipped(*entries)) == []


def test_two_files_of_one_name_are_both_kept() -> None:
    assert [name for name, _ in outcome(zipped(("a.txt", b"1"), ("./a.txt", b"2")))] == ["a.txt", "a (2).txt"]


def test_archives_inside_archives_are_not_opened() -> None:
    assert outcome(zipped(("in.zip", zipped(("a", b"a")).getvalue()))) == [("in.zip", "nested")]


def test_a_locked_file_is_named() -> None:
    assert outcome(zipped(("a.txt", b"secret"), flags=1)) == [("a.txt", "encrypted")]


def test_a_file_that_unpacks_to_far_more_is_named(tmp_path: Path) -> None:
    path = files.zip_bomb(tmp_path / "a.zip", megabytes=50)
    assert "bomb" in [problem for _, problem in outcome(io.BytesIO(path.read_bytes()))]


def test_overlapping_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="bomb"):
        outcome(io.BytesIO(files.overlapping_zip(tmp_path / "a.zip").read_bytes()))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(ReadFailed, match="too_many_files"):
        outcome(zipped(*((f"{number}.txt", b"x") for number in range(unpacking.MOST_MEMBERS + 1))))


def test_a_size_that_lies_gives_no_more_than_it_says() -> None:
    data = bytearray(zipped(("a.txt", b"x" * 100_000)).getvalue())
    central = data.find(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    for member in unpacking.members(io.BytesIO(bytes(data))):
        assert member.content is not None
        with pytest.raises(zipfile.BadZipFile):
            member.content.read()


def test_a_document_that_is_a_zip_inside_is_no_archive(tmp_path: Path) -> None:
    with files.word_file(tmp_path / "a.zip", "<w:p/>").open("rb") as stream:
        assert not unpacking.is_archive(stream, "a.zip")
    assert unpacking.is_archive(zipped(("a.txt", b"a")), "A.ZIP")
    assert not unpacking.is_archive(io.BytesIO(b"no"), "a.zip")


def test_every_problem_has_its_sentence() -> None:
    assert {"nested", "encrypted", "bomb", "empty", "damaged_member", "too_many_files"} <= set(FAILURES)
