"""Files inside a file."""

from __future__ import annotations

from pathlib import Path

from knowledge.adapters.attached import MOST_FILES, embedded, with_files
from knowledge.parsed import Block, Parsed, ReadFailed
from tests.knowledge import files


def inner(data: bytes, name: str) -> Parsed:
    if name == "bad":
        raise ReadFailed("encrypted")
    return Parsed((Block(data.decode(), "table_row", path=("P",), table=1),), "TXT")


def test_each_file_stands_under_its_name_with_tables_of_its_own() -> None:
    blocks, notes = with_files([Block("x", "table_row", table=1)], [("a", b"1"), ("b", b"2"), ("bad", b"")], inner)
    assert [(block.text, block.path, block.table) for block in blocks] == [
        ("x", (), 1),
        ("1", ("a", "P"), 2),
        ("2", ("b", "P"), 3),
    ]
    assert notes[0].details == {"list": "bad (encrypted)"}


def test_of_too_many_files_the_first_are_read_and_the_others_named() -> None:
    blocks, notes = with_files([], [(str(number), b"x") for number in range(MOST_FILES + 2)], inner)
    assert (len(blocks), notes[0].details) == (MOST_FILES, {"list": f"{MOST_FILES}, {MOST_FILES + 1}"})


def test_whole_files_in_an_office_file_are_found_and_those_behind_charts_are_not(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/document.xml": "<x/>",
        "word/embeddings/a.xlsx": b"A",
        "word/embeddings/chart.xlsx": b"C",
        "word/embeddings/oleObject1.bin": b"B",
        "word/charts/_rels/chart1.xml.rels": '<Relationship Target="../embeddings/chart.xlsx"/>',
    }
    assert embedded(files.archive(tmp_path / "a.docx", parts)) == [("a.xlsx", b"A")]


def test_what_is_no_archive_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert embedded(tmp_path / "a") == []
