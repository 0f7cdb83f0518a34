"""The limited child: what it refuses, with which sentence, and that it can't harm what comes after."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PIL import Image

from knowledge import parsed as values
from knowledge.parsed import ReadFailed
from knowledge.reading import LIMITS, draw_page, read_file, supervisor, wire
from tests.knowledge import files, ole

PDF_TEXT = ["Annual leave is ten days after one year of service.", "It is approved by the head of the department."]


def failure(path: Path, name: str = "", **limits: int) -> ReadFailed:
    with pytest.raises(ReadFailed) as caught:
        read_file(path, name=name or path.name, limits=replace(LIMITS, **limits))
    assert "%(" not in caught.value.says
    return caught.value


def outcome(path: Path) -> str:
    """ "read" with some text, or the code of the refusal."""
    try:
        return "read" if read_file(path, name=path.name).blocks else "nothing"
    except ReadFailed as refused:
        return refused.code


def good_pdf(tmp_path: Path) -> Path:
    return files.pdf(tmp_path / "good.pdf", files.text_page(PDF_TEXT))


def test_a_file_comes_back_as_blocks_with_page_and_box(tmp_path: Path) -> None:
    parsed = read_file(good_pdf(tmp_path), name="rules.pdf")
    block = parsed.blocks[0]
    assert (parsed.format, parsed.pages, block.page) == ("PDF", 1, 1)
    assert PDF_TEXT[0] in block.text
    assert block.spots[0].box is not None


def test_what_crosses_the_pipe_is_what_was_read(tmp_path: Path) -> None:
    parsed = read_file(good_pdf(tmp_path), name="rules.pdf")
    assert values.from_json(values.to_json(parsed)) == parsed


@pytest.mark.parametrize("name", ["empty.pdf", "empty.txt", "empty.docx"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert failure(path).code == "empty"


def test_a_file_of_blanks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(b"\xef\xbb\xbf \r\n\t\n")
    assert failure(path).code == "empty"


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    assert failure(files.locked_pdf(tmp_path / "locked.pdf")).code == "encrypted"


def test_pictures_without_text_are_refused(tmp_path: Path) -> None:
    refused = failure(files.scanned_pdf(tmp_path / "scan.pdf", pages=2))
    assert (refused.code, refused.details["pages"]) == ("no_text_seen", 2)


def test_a_page_that_shows_no_text_is_named_in_a_note(tmp_path: Path) -> None:
    path = files.pdf(
        tmp_path / "mixed.pdf", files.text_page(PDF_TEXT), lambda canvas: canvas.rect(10, 10, 300, 300, fill=1)
    )
    parsed = read_file(path, name="mixed.pdf")
    assert (parsed.notes[0].code, parsed.notes[0].details["list"], parsed.report.empty) == (
        "pages_without_text",
        "2",
        (2,),
    )


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_a_truncated_pdf_is_refused_or_read_in_part_but_never_empty(tmp_path: Path, share: float) -> None:
    data = files.pdf(tmp_path / "whole.pdf", *[files.text_page(PDF_TEXT)] * 20).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    assert outcome(path) in ("read", "damaged", "no_text")


@pytest.mark.parametrize("maker", ["docx", "xlsx"])
def test_a_truncated_office_file_is_refused(tmp_path: Path, maker: str) -> None:
    path = files.word_file(tmp_path / f"cut.{maker}", "<w:p><w:r><w:t>hello</w:t></w:r></w:p>")
    path.write_bytes(path.read_bytes()[:-40])
    assert failure(path).code == "damaged"


def test_garbage_is_no_known_type(tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    path.write_bytes(bytes(range(256)) * 20)
    assert failure(path).code == "unknown_type"


def test_a_looping_page_tree_ends_with_a_reason(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert failure(files.looping_pdf(tmp_path / "loop.pdf"), seconds=20).code in (
        "damaged",
        "too_many_pages",
        "no_text",
    )
    assert time.monotonic() - begun < 25


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    assert failure(files.zip_bomb(tmp_path / "bomb.docx")).code == "bomb"


def test_parts_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    assert failure(files.overlapping_zip(tmp_path / "overlap.docx")).code == "bomb"


def test_entities_in_an_office_file_are_a_bomb(tmp_path: Path) -> None:
    path = files.archive(
        tmp_path / "laughs.docx",
        {
            "[Content_Types].xml": files.CONTENT_TYPES,
            "_rels/.rels": files.RELATIONS,
            "word/document.xml": f'{files.ENTITIES}<w:document xmlns:w="{files.WORD}"><w:body><w:p><w:r><w:t>&l;</w:t></w:r></w:p></w:body></w:document>',
        },
    )
    assert failure(path).code == "bomb"


def test_entities_in_a_web_page_are_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    path.write_text(f"{files.ENTITIES}<x>&l;</x>")
    assert failure(path).code == "bomb"


def test_a_deeply_nested_feed_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    path.write_text('<?xml version="1.0"?>' + "<a>" * 250 + "x" + "</a>" * 250)
    assert read_file(path, name="deep.xml").blocks


def test_a_web_page_with_sixty_thousand_open_elements_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 60_000 + "text" + "</div>" * 60_000)
    begun = time.monotonic()
    assert failure(path).code == "bomb"
    assert time.monotonic() - begun < 5


def test_a_table_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join("x" * 1_000_000))
    assert failure(path).code == "too_much_text"


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"word " * 500_000)
    refused = failure(path, file_bytes=2_000_000)
    assert (refused.code, refused.details) == ("too_large", {"size": 3, "limit": 2})


def test_two_hundred_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    begun = time.monotonic()
    assert failure(path).code == "too_large"
    assert time.monotonic() - begun < 5


def test_five_hundred_pages_are_read(tmp_path: Path) -> None:
    pages = [files.text_page([f"Clause {number} of the agreement is about case {number}."]) for number in range(1, 501)]
    parsed = read_file(files.pdf(tmp_path / "long.pdf", *pages), name="long.pdf")
    assert parsed.pages == 500
    assert any(block.page == 500 and "Clause 500" in block.text for block in parsed.blocks)


def test_more_pages_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "many.pdf", *[files.text_page(PDF_TEXT)] * 6)
    assert failure(path, pages=5).code == "too_many_pages"


def test_a_kind_without_a_reader_says_how_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "old.ppt"
    path.write_bytes(ole.container({"PowerPoint Document": b""}))
    refused = failure(path)
    assert (refused.code, refused.details) == ("unsupported_office", {"format": "PPT", "convert": "PPTX"})
    assert "File › Save As, pick PPTX" in refused.says


@pytest.mark.parametrize(
    ("part", "code"),
    [("xl/workbook.bin", "unsupported_office"), ("photo.bin", "archive"), ("ppt/presentation.xml", "damaged")],
)
def test_other_archives_are_told_apart(tmp_path: Path, part: str, code: str) -> None:
    path = files.archive(tmp_path / "file.docx", {"[Content_Types].xml": "<Types/>", part: "x"})
    assert failure(path).code == code


def test_a_wrong_name_is_read_as_what_it_is_and_noted(tmp_path: Path) -> None:
    path = files.word_file(tmp_path / "report.pdf", "<w:p><w:r><w:t>Hello there</w:t></w:r></w:p>")
    parsed = read_file(path, name="report.pdf")
    assert parsed.format == "DOCX"
    assert parsed.notes[0].says == "The name says PDF, the content is DOCX; it was read as DOCX."


def test_plain_text_named_as_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "not.pdf"
    path.write_text("just a line of text")
    assert failure(path).code == "damaged"


def test_control_characters_do_not_reach_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bells.txt"
    path.write_bytes(("leave of ten days " * 20).encode() + b"\x07 bell \xe2\x80\xae turned")
    text = read_file(path, name="bells.txt").blocks[0].text
    assert not any(ord(character) < 32 or character == "\u202e" for character in text)


def test_time_over_is_told_as_such(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "slow.pdf", *[files.text_page(PDF_TEXT * 12)] * 600)
    assert failure(path, seconds=1).code == "time_out"


def test_memory_over_is_told_and_the_next_file_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(b"some words here\n" * 1_500_000)
    assert failure(path, memory=330_000_000).code in ("out_of_memory", "crashed")
    assert read_file(good_pdf(tmp_path), name="good.pdf").blocks


def test_a_killed_reader_is_replaced(tmp_path: Path) -> None:
    path = good_pdf(tmp_path)
    read_file(path, name="good.pdf")
    with supervisor.POOL.child() as child:
        os.kill(child._process.pid, signal.SIGKILL)
        with pytest.raises(wire.BrokenFrame):
            child.ask({"do": "read"}, seconds=5, most=1000)
    assert read_file(path, name="good.pdf").blocks


def test_the_reader_outlives_the_thread_that_started_it(tmp_path: Path) -> None:
    path = good_pdf(tmp_path)
    supervisor.POOL.close()
    thread = threading.Thread(target=read_file, args=(path,), kwargs={"name": "good.pdf"})
    thread.start()
    thread.join()
    with supervisor.POOL.child() as child:
        first = child._process.pid
    time.sleep(0.2)
    with supervisor.POOL.child() as child:
        assert child._process.pid == first


def test_the_reader_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom knowledge.reading import read_file, supervisor\n"
        "read_file(Path(sys.argv[1]), name='a.pdf')\nprint(supervisor.POOL._idle[0]._process.pid, flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(good_pdf(tmp_path))]
    pid = int(subprocess.run(command, cwd=supervisor.PLATFORM, capture_output=True, check=True).stdout)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_an_interrupted_reading_leaves_no_answer_for_the_next_file(tmp_path: Path) -> None:
    path = good_pdf(tmp_path)
    request = {"do": "read", "path": str(path), "name": "a.pdf", "limits": asdict(LIMITS)}
    with contextlib.suppress(KeyboardInterrupt), supervisor.POOL.child() as child:
        child._process.stdin.write(wire.frame(wire.REQUEST, json.dumps(request).encode()))
        child._process.stdin.flush()
        raise KeyboardInterrupt
    other = tmp_path / "other.txt"
    other.write_text("quite another text")
    assert read_file(other, name="other.txt").format == "TXT"


def test_an_answer_over_the_limit_is_refused(tmp_path: Path) -> None:
    assert failure(good_pdf(tmp_path), answer_bytes=100).code == "crashed"


def test_a_page_is_drawn_as_jpeg(tmp_path: Path) -> None:
    image = draw_page(good_pdf(tmp_path), 1)
    assert image.startswith(b"\xff\xd8\xff")
    assert len(draw_page(good_pdf(tmp_path), 1, scale=2)) > len(image)


def test_a_page_that_is_not_there_can_not_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(ReadFailed, match="no_page"):
        draw_page(good_pdf(tmp_path), 2)


def test_a_drawn_page_has_no_more_pixels_than_allowed(tmp_path: Path) -> None:
    image = Image.open(io.BytesIO(draw_page(good_pdf(tmp_path), 1, scale=50, limits=replace(LIMITS, pixels=500_000))))
    assert image.width * image.height <= 510_000


class Probe:
    """Does something inside a process with the child's bounds and tells what came of it."""

    CODE = """
import os, socket, sys
from pathlib import Path
from knowledge.reading.files_seen import see_only
from knowledge.reading.limits import NETWORK, PROCESSES, Limits, bound, forbid
assert forbid(NETWORK) and forbid(PROCESSES)
held = see_only(Path(sys.argv[1])) if len(sys.argv) > 1 else True
bound(Limits().memory, Limits().open_files, 10)
try:
    {act}
    print("allowed" if held else "blind")
except OSError as error:
    print(type(error).__name__)
"""

    @classmethod
    def run(cls, act: str, *arguments: Path) -> str:
        command = [sys.executable, "-c", cls.CODE.replace("{act}", act), *map(str, arguments)]
        done = subprocess.run(command, cwd=supervisor.PLATFORM, capture_output=True, text=True, check=False)
        return done.stdout.strip()


@pytest.mark.skipif(os.uname().machine not in ("x86_64", "aarch64"), reason="the filter knows these machines only")
@pytest.mark.parametrize(
    "act",
    [
        "socket.socket()",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "os.write(os.open('/tmp/heyan-probe', os.O_CREAT | os.O_WRONLY), b'x')",
    ],
)
def test_the_child_can_neither_connect_nor_start_nor_kill_nor_write(act: str) -> None:
    assert Probe.run(act) in ("PermissionError", "OSError")


def test_the_child_may_read_its_programs() -> None:
    assert Probe.run("open(os.__file__).read()") == "allowed"


@pytest.mark.parametrize(
    "act", ["open('/etc/passwd').read()", "os.listdir('/')", "os.unlink(__import__('sys').argv[1])"]
)
def test_the_child_sees_no_file_but_its_document(tmp_path: Path, act: str) -> None:
    document = tmp_path / "document"
    document.write_text("mine")
    assert Probe.run("open(sys.argv[1]).read()", document) == "allowed"
    assert Probe.run(act, document) in ("PermissionError", "blind")
    assert document.exists()


def test_the_child_sees_no_secret_of_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for readers")
    child = supervisor.Child()
    try:
        seen = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    finally:
        child.stop()
    assert b"not for readers" not in seen
