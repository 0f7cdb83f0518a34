"""Starts limited children, gives them files, and takes their answers; a child that misbehaves is replaced."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.parsed import ReadFailed
from knowledge.reading import wire
from knowledge.reading.limits import Limits

PLATFORM = Path(__file__).resolve().parents[2]
PATIENCE = 5.0  # seconds on top of the file's own limit, for starting and handing over
MOST_CHILDREN = 2
MOST_RECOGNISERS = 4
CHUNK = 1 << 20


class Child:
    """One running reading process. Not shared between threads; the pool sees to that."""

    def __init__(self, *kind: str) -> None:
        # Nothing of the parent's environment goes in: it holds secrets, and the reader needs none.
        environment = {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "knowledge.reading", *kind],
            cwd=PLATFORM,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], *, seconds: float, most: int) -> tuple[bytes, bytes]:
        """(tag, body) of the answer. Raises BrokenFrame when the child ended or ran late; it is stopped then."""
        pipes = self._process.stdin, self._process.stdout
        if pipes[0] is None or pipes[1] is None:
            raise wire.BrokenFrame
        source, deadline = pipes[1].fileno(), time.monotonic() + seconds

        def read(count: int) -> bytes:
            return _read_exactly(source, count, deadline)

        try:
            pipes[0].write(wire.frame(wire.REQUEST, json.dumps(request).encode()))
            pipes[0].flush()
            return wire.take(read, most=most)
        except (wire.BrokenFrame, OSError) as error:
            self.stop()
            raise wire.BrokenFrame from error

    def stop(self) -> None:
        """End the process and everything it started."""
        if self.alive:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _read_exactly(source: int, count: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            break
        chunk = os.read(source, min(CHUNK, count - len(parts)))
        if not chunk:
            break
        parts += chunk
    return bytes(parts)


class Pool:
    """At most `most` children of one kind, started when needed, kept warm, given to one thread at a time."""

    def __init__(self, most: int, *kind: str) -> None:
        self.most = most
        self._kind = kind
        self._slots = threading.BoundedSemaphore(most)
        self._idle: list[Child] = []
        self._owner = os.getpid()

    @contextmanager
    def child(self) -> Iterator[Child]:
        """A child of one's own; waits while all are busy."""
        if self._owner != os.getpid():
            self.__init__(self.most, *self._kind)  # type: ignore[misc]  # after a fork the children belong to the parent
        with self._slots:
            child = self._idle.pop() if self._idle else Child(*self._kind)
            if not child.alive:
                child.stop()
                child = Child(*self._kind)
            whole = False
            try:
                yield child
                whole = True
            finally:
                # An interrupted question leaves its answer in the pipe, and the next file would get it.
                if whole and child.alive:
                    self._idle.append(child)
                else:
                    child.stop()

    def close(self) -> None:
        """Stop the children that are idle."""
        while self._idle:
            self._idle.pop().stop()


POOL = Pool(MOST_CHILDREN)
RECOGNISERS = Pool(max(1, min(MOST_RECOGNISERS, os.cpu_count() or 1)), "recognise")
"""A core each, at the lowest priority; they take nothing from the children that read and draw."""


def ask(request: dict[str, Any], limits: Limits, seconds: int, pool: Pool = POOL) -> tuple[bytes, bytes]:
    """(tag, body) of a good answer. Raises ReadFailed with what the child reports, or crashed when it can't report."""
    request["limits"] = asdict(limits)
    with pool.child() as child:
        try:
            tag, body = child.ask(request, seconds=seconds + PATIENCE, most=limits.answer_bytes)
        except wire.BrokenFrame as error:
            raise ReadFailed("crashed") from error
    if tag == wire.FAILED:
        failure = json.loads(body)
        raise ReadFailed(str(failure["code"]), **failure["details"])
    return tag, body
