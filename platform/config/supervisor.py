"""Keep a few child processes alive in sessions of their own, and stop them cleanly, whatever the terminal does."""

import ctypes
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import structlog

log = structlog.get_logger()

STOP_SECONDS = 15
QUICK_DEATH_SECONDS = 10
MAX_PAUSE_SECONDS = 30
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process: how to start it, and how often it has died young."""

    name: str
    command: Sequence[str]
    log: Path
    environment: dict[str, str]
    essential: bool = True
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    resume_at: float = 0.0
    finished: bool = False

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=self.environment,
                start_new_session=True, preexec_fn=die_with_parent,  # noqa: PLW1509  (one ctypes call, no lock taken)
            )  # fmt: skip
        self.started = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed; elsewhere orphans are found by their lock files."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return


@dataclass(slots=True)
class Supervisor:
    """Runs children until a signal arrives. The list's order is the order of starting; stopping goes backwards."""

    children: list[Child]
    say: Callable[[str], None]
    stopping: bool = False
    _asked: int = field(default=0, init=False)

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        for child in self.children:
            child.start()

    def watch(self, tick: Callable[[], None]) -> None:
        """Restart what dies and call `tick` about once a second, until asked to stop."""
        while not self.stopping:
            for child in self.children:
                self._look_after(child)
            tick()
            self._nap(1.0)

    def stop(self) -> None:
        """End all children: first politely, after STOP_SECONDS for good."""
        self.stopping = True
        for child in reversed(self.children):
            if child.running and child.process:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in reversed(self.children):
            self._await_end(child, deadline)

    def _await_end(self, child: Child, deadline: float) -> None:
        if child.process is None:
            return
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()

    def _look_after(self, child: Child) -> None:
        if child.running or child.finished:
            return
        if child.process is not None:
            self._note_end(child)
        elif time.monotonic() >= child.resume_at:
            child.start()

    def _note_end(self, child: Child) -> None:
        """A clean end of a helper is its end; anything else is tried again, slower each time."""
        code = child.process.returncode if child.process else None
        child.process = None
        if code == 0 and not child.essential:
            child.finished = True
            return
        young = time.monotonic() - child.started < QUICK_DEATH_SECONDS
        child.deaths = child.deaths + 1 if young else 1
        pause = min(MAX_PAUSE_SECONDS, 2**child.deaths)
        child.resume_at = time.monotonic() + pause
        self.say(f"{child.name} ended (code {code}); starting it again in {pause} s. Its log: {child.log}")

    def _nap(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < deadline:
            time.sleep(0.1)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """The first signal stops; a second one, from an impatient hand, must not cut the clean stop."""
        self._asked += 1
        self.stopping = True
        if self._asked > 1:
            self.say("Still stopping cleanly; a few seconds more.")
