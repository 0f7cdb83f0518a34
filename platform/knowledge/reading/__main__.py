"""The limited child: a server that forks for each file, so that one file can't harm the next. It opens no file itself."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

from knowledge.parsed import NeedsRecognition, ReadFailed, to_json
from knowledge.reading import pages, wire, work
from knowledge.reading.files_seen import see_only
from knowledge.reading.limits import NETWORK, PROCESSES, Limits, bound, die_with_parent, forbid
from knowledge.recognised import as_data, found_from

CHUNK = 1 << 20
GRACE = 0.2  # seconds between the end of a file's time and the kill
ZYGOTE_FILES = 256
LARGEST_REQUEST = 128 << 20  # the recognised lines of two thousand pages
BEHIND, LAST = 10, 19  # niceness: people who ask and look go before files, and both before recognition


def main() -> None:
    """Serve requests from standard input until it closes, as it does when the parent ends. "recognise" as the argument makes
    this the server that recognises pages: it loads the models before the first fork, so that every page finds them there.

    No signal on the parent's death here: Linux sends it when the thread ends that started this process, and threads of a
    web server come and go while others still read.
    """
    cut_off = forbid(NETWORK)
    resource.setrlimit(resource.RLIMIT_NOFILE, (ZYGOTE_FILES, ZYGOTE_FILES))
    if sys.argv[1:] == ["recognise"]:
        os.nice(LAST)
        work.load_recogniser()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            _, body = wire.take(requests.read, most=LARGEST_REQUEST)
        except wire.BrokenFrame:
            return
        answers.write(_serve(json.loads(body), cut_off))
        answers.flush()


def _serve(request: dict[str, Any], cut_off: bool) -> bytes:
    """Fork, wait for the answer, and say what became of the child when there is none."""
    limits = Limits(**request["limits"])
    seconds = {"draw": limits.render_seconds, "recognise": limits.page_seconds}.get(request["do"], limits.seconds)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _work(request, limits, seconds, cut_off, writer)
    os.close(writer)
    try:
        answer = _collect(reader, time.monotonic() + seconds + GRACE, limits.answer_bytes)
    finally:
        os.close(reader)
    late = answer is None
    if late:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if answer:
        return answer
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if late or killed == signal.SIGXCPU:
        return _failure(ReadFailed("time_out", seconds=seconds))
    return _failure(ReadFailed("out_of_memory" if killed == signal.SIGKILL else "crashed"))


def _collect(reader: int, deadline: float, most: int) -> bytes | None:
    """All bytes until the child closes its end; b"" if they are too many or no whole frame, None when time ran out."""
    parts = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return None
        chunk = os.read(reader, CHUNK)
        if not chunk:
            whole = len(parts) >= wire.HEAD.size and len(parts) == wire.HEAD.size + wire.HEAD.unpack_from(parts)[1]
            return bytes(parts) if whole else b""
        parts += chunk
        if len(parts) > most:
            return b""


def _work(request: dict[str, Any], limits: Limits, seconds: int, cut_off: bool, writer: int) -> None:
    """Never returns. The child keeps only its end of the pipe: no way to speak for another file."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    die_with_parent()
    forbid(PROCESSES)
    see_only(Path(request["path"]))
    if request["do"] == "read":
        os.nice(BEHIND)
    bound(limits.page_memory if request["do"] == "recognise" else limits.memory, limits.open_files, seconds)
    try:
        answer = _answer(request, limits, cut_off)
    except NeedsRecognition as needed:
        answer = wire.frame(wire.UNREAD, json.dumps(needed.pages).encode())
    except ReadFailed as failure:
        answer = _failure(failure)
    except (MemoryError, RecursionError):
        answer = _failure(ReadFailed("out_of_memory"))
    view = memoryview(answer)
    while view:
        view = view[os.write(writer, view) :]
    os._exit(0)


def _answer(request: dict[str, Any], limits: Limits, cut_off: bool) -> bytes:
    path = Path(request["path"])
    if request["do"] == "draw":
        image = pages.draw(path, request["page"], scale=request["scale"], pixels=limits.pixels)
        return wire.frame(wire.IMAGE, image)
    if request["do"] == "recognise":
        return wire.frame(wire.FOUND, json.dumps(as_data(work.recognise(path, request["page"]))).encode())
    known = {int(number): found_from(each) for number, each in request["recognised"].items()}
    recognised = known if work.can_recognise() else None
    parsed = work.read(path, request["name"], limits, recognised, cut_off=cut_off)
    return wire.frame(wire.PARSED, json.dumps(to_json(parsed), ensure_ascii=False).encode("utf-8", "replace"))


def _failure(failure: ReadFailed) -> bytes:
    return wire.frame(wire.FAILED, json.dumps({"code": failure.code, "details": failure.details}).encode())


if __name__ == "__main__":
    main()
