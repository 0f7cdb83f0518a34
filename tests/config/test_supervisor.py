import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.supervisor import Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]


def child(tmp_path: Path, name: str = "sleeper", command: list[str] = SLEEPER, essential: bool = True) -> Child:
    return Child(name, command, tmp_path / f"{name}.log", dict(os.environ), essential)


@pytest.fixture
def supervise():
    made: list[Supervisor] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def make(*children: Child) -> Supervisor:
        made.append(Supervisor(list(children), print))
        made[-1].start()
        return made[-1]

    yield make
    for supervisor in made:
        supervisor.stop()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_child_has_a_session_of_its_own(tmp_path, supervise):
    supervisor = supervise(child(tmp_path))
    process = supervisor.children[0].process
    assert process is not None
    assert os.getsid(process.pid) == process.pid != os.getsid(0)


def test_a_dead_child_is_started_again(tmp_path, supervise):
    supervisor = supervise(child(tmp_path))
    first = supervisor.children[0].process
    first.kill()
    first.wait()
    turns = []

    def tick() -> None:
        turns.append(1)
        supervisor.stopping = supervisor.children[0].running or len(turns) > 8

    supervisor.watch(tick)
    assert supervisor.children[0].running
    assert supervisor.children[0].process.pid != first.pid


def test_a_helper_that_ends_well_is_not_started_again(tmp_path, supervise):
    supervisor = supervise(child(tmp_path, "helper", [sys.executable, "-c", ""], essential=False))
    supervisor.children[0].process.wait()
    supervisor._look_after(supervisor.children[0])
    assert supervisor.children[0].finished


def test_stopping_ends_every_child(tmp_path, supervise):
    supervisor = supervise(child(tmp_path), child(tmp_path, "other"))
    supervisor.stop()
    assert not any(each.running for each in supervisor.children)


def test_a_child_that_ignores_the_polite_request_is_killed(tmp_path, supervise, monkeypatch):
    monkeypatch.setattr("config.supervisor.STOP_SECONDS", 1)
    supervisor = supervise(child(tmp_path, "stubborn", STUBBORN))
    time.sleep(0.3)
    supervisor.stop()
    assert supervisor.children[0].process.returncode == -signal.SIGKILL


def test_a_second_interrupt_does_not_cut_the_clean_stop(tmp_path, supervise):
    supervisor = supervise(child(tmp_path))
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    supervisor.stop()
    assert not supervisor.children[0].running


def test_children_end_when_the_supervisor_is_killed(tmp_path):
    script = (
        "import sys, os, time; sys.path.insert(0, 'platform')\n"
        "from pathlib import Path\nfrom config.supervisor import Child, Supervisor\n"
        f"c = Child('s', {SLEEPER!r}, Path({str(tmp_path / 'l')!r}), dict(os.environ))\n"
        "s = Supervisor([c], print); s.start(); print(c.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
