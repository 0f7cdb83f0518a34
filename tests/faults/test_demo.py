"""`make demo` as a newcomer drives it: two Ctrl-C, a second start, a taken port, a second demo, a mistyped setting."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.installation import ROOT, Installation, eventually, folder

pytestmark = pytest.mark.slow
START_SECONDS = 150


@pytest.fixture(scope="module")
def place() -> Iterator[Installation]:
    held = Installation(folder("demo"))
    yield held
    held.close()


def begin(place: Installation, **more: str) -> "subprocess.Popen[str]":
    """In a session of its own, as a terminal's shell would."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
        env=place.environment | more, start_new_session=True,
    )  # fmt: skip


def refused(place: Installation, **more: str) -> str:
    """The one sentence of a demo that does not start."""
    with begin(place, **more) as demo:
        said = demo.communicate(timeout=60)[0]
    assert demo.returncode not in (0, None)
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if line and not line.startswith("[")]
    assert len(lines) == 1, said
    return lines[0]


def facts(place: Installation) -> dict:
    """What demo.json says once the demo is up."""
    file = place.data / "demo.json"
    eventually(file.exists, seconds=START_SECONDS)
    return json.loads(file.read_text())


def left_over(place: Installation) -> list[str]:
    """Processes that name the data folder in their command or environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "cmdline").read_bytes() + b"\n" + (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(place.data).encode() in told and entry.name != str(os.getpid()):
            found.append(told.split(b"\n")[0].replace(b"\0", b" ").decode())
    return found


def interrupted_twice(place: Installation, demo: "subprocess.Popen[str]") -> str:
    """Ctrl-C reaches the whole process group of the terminal; an impatient hand presses it again."""
    os.killpg(demo.pid, signal.SIGINT)
    time.sleep(0.3)
    os.killpg(demo.pid, signal.SIGINT)
    said = demo.communicate(timeout=60)[0]
    assert demo.returncode == 0, said
    assert "Traceback" not in said
    return said


@pytest.mark.timeout(400)
def test_a_demo_starts_stops_and_starts_again_with_its_data(place, record_property):
    first = begin(place)
    held = facts(place)
    asked = {"model": held["bots"][0], "messages": [{"role": "user", "content": "年假有多少天？"}]}
    key = {"Authorization": f"Bearer {held['api_key']}"}
    assert (
        httpx.post(
            f"{held['url']}/v1/chat/completions", json=asked, headers=key, timeout=60, trust_env=False
        ).status_code
        == 200
    )
    assert "running already" in refused(place, PORT=str(place.port + 2))
    assert httpx.get(f"{held['url']}/healthz", timeout=15, trust_env=False).status_code == 200
    assert facts(place) == held

    said = interrupted_twice(place, first)
    assert "Stopped. The data is kept." in said
    assert not (place.data / "demo.json").exists()
    eventually(lambda: not left_over(place), seconds=20)

    began = time.monotonic()
    second = begin(place)
    again = facts(place)
    record_property("second_start_s", round(time.monotonic() - began, 1))
    sys.stderr.write(f"\nsecond start of the demo: {time.monotonic() - began:.1f} s\n")
    assert again["api_key"] == held["api_key"]
    headers = {"Authorization": f"Bearer {again['api_key']}"}
    bases = httpx.get(f"{again['url']}/api/v1/bases", headers=headers, timeout=60, trust_env=False).json()["items"]
    assert sum(base["documents"] for base in bases) > 0
    interrupted_twice(place, second)


def test_a_taken_port_is_named(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} " in refused(place, PORT=str(port))
    assert not (place.data / "demo.json").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEYAN_PROT", "1"),
        ("MODEL", "foo"),
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("HEYAN_UPLOAD_LIMIT_MB", "0"),
        ("HEYAN_MASTER_KEY", "short"),
        ("HEYAN_DATABASE_URL", "postgres://one/without-the-others"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(place, name, value):
    said = refused(place, **{name: value})
    assert name in said
    assert "short" not in said


def test_every_wrong_setting_is_named_at_once(place):
    said = refused(place, HEYAN_PROT="1", PORT="abc", MODEL="foo")
    assert all(name in said for name in ("HEYAN_PROT", "PORT=abc", "MODEL=foo"))
