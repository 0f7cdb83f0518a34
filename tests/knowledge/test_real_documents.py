"""Every file of the shared collection of real documents: its text where it can be read, else an error that says why."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.parsed import FAILURES, Parsed, ReadFailed
from knowledge.reading import read_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
MANIFEST = SHARED / "documents" / "manifest.jsonl"
NAMES_THE_FORMAT = ("XML", "EPUB", "MSG", "WPS", "ODT")
LONGEST_ERROR = 400
RIGHT_ERROR = {"encrypted": {"encrypted"}, "0 bytes": {"empty"}}
"""Feature of a file → the codes of which one must be given."""
READ_ALL_THE_SAME = {
    # Their page trees lie about the number of pages; what stands on their one page is read, as any viewer shows it.
    "documents/open/pj_poppler-67295-0.pdf",
    "documents/open/pj_poppler-91414-0-53.pdf",
}


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in MANIFEST.read_text().splitlines()] if MANIFEST.exists() else []


def squeezed(text: str) -> str:
    """Without white space and the marks of the file's own syntax, which no reader keeps: # of headings, * of lists, commas between cells."""
    return re.sub(r"[\s#*,|\u200b]+", "", text)


@cache
def outcome(file: str) -> Parsed | ReadFailed:
    try:
        return read_file(SHARED / file, name=Path(file).name)
    except ReadFailed as failure:
        return failure


def text_of(parsed: Parsed) -> str:
    return squeezed("".join(" | ".join(block.header) + block.text for block in parsed.blocks))


@pytest.mark.slow
@pytest.mark.skipif(not MANIFEST.exists(), reason=f"{MANIFEST} is not there")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"].removeprefix("documents/"))
def test_a_real_document_is_read_or_refused_with_the_right_reason(row: dict[str, Any]) -> None:
    result = outcome(row["file"])
    if isinstance(result, ReadFailed):
        assert result.code in FAILURES
        assert 20 < len(result.says) < LONGEST_ERROR
        assert row["expect"] != "parse"
        for feature, codes in RIGHT_ERROR.items():
            if row["expect"] == "clear-error" and feature in " ".join(row["features"]):
                assert result.code in codes | ({"no_text"} if "no text" in " ".join(row["features"]) else set())
        return
    assert row["expect"] != "clear-error" or row["file"] in READ_ALL_THE_SAME
    text = text_of(result)
    assert text
    assert [phrase for phrase in row["must_contain"] or () if squeezed(phrase) not in text] == []
