"""A whole installation of its own: real processes, real servers, a data folder that nobody else uses."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.conf import settings

from kit.servers import Embedded

ROOT = Path(__file__).resolve().parent.parent.parent
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "HEYAN_LOG_LEVEL": "WARNING", "MODEL": "extractive"}


def folder(name: str) -> Path:
    """Beside the data of the tests: as root that is where PostgreSQL's user may go."""
    return Path(settings.DATA_DIR).parent / f"faults-{os.getpid()}-{name}"


def two_ports() -> int:
    """The first of two neighbouring ports that are free."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def eventually(look: Callable[[], Any], seconds: float = 60, pause: float = 0.1) -> Any:
    """What `look` answers once it is true. Fails with what it answered last."""
    deadline, seen = time.monotonic() + seconds, None
    while time.monotonic() < deadline:
        if seen := look():
            return seen
        time.sleep(pause)
    raise AssertionError(f"not within {seconds} s; last seen: {seen!r}")


@dataclass
class Installation:
    """Its processes are started and ended by name: serve, worker, clerk."""

    data: Path
    port: int = field(default_factory=two_ports)
    settings: dict[str, str] = field(default_factory=dict)
    processes: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)
    seeded: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        held = Path(settings.DATA_DIR) / "postgresql"
        if held.exists() and not (self.data / "postgresql").exists():
            (self.data / "postgresql").symlink_to(held)

    @property
    def embedded(self) -> Embedded:
        return Embedded(self.data)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def widget_url(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEYAN_")}
        named = {
            "HEYAN_DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "HEYAN_DEMO_FILE": str(self.data / "demo.json"),
        }
        paths = {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "config.settings"}
        return kept | QUIET | named | paths | self.settings

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """A management command, to its end."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=self.environment | more, timeout=110
        )

    def seed(self, *model: str) -> None:
        """A tenant with a handbook, bots (one of the model server at an address), a key, a site, a person signed in."""
        command = [sys.executable, "-m", "tests.faults.seed", *model]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env=self.environment, cwd=ROOT, timeout=110
        )
        assert done.returncode == 0, done.stderr
        self.seeded = json.loads(done.stdout.splitlines()[-1])

    def start(self, *names: str) -> None:
        for name in names:
            with (self.data / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, str(ROOT / "manage.py"), name],
                    stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment, start_new_session=True,
                )  # fmt: skip
        if "serve" in names:
            eventually(lambda: self.health() is not None)

    def end(self, name: str, number: int = signal.SIGTERM) -> None:
        """Send a signal to a process with all that it started, and wait."""
        process = self.processes.pop(name)
        os.killpg(process.pid, number) if number == signal.SIGKILL else process.send_signal(number)
        process.wait(30)

    def alive(self) -> set[str]:
        return {name for name, process in self.processes.items() if process.poll() is None}

    def log(self, name: str) -> str:
        path = self.data / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def health(self) -> httpx.Response | None:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=15, trust_env=False)
        except httpx.TransportError:
            return None

    def healthy(self) -> bool:
        response = self.health()
        return response is not None and response.status_code == 200

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """As the superuser, who sees every tenant's rows."""
        with self.embedded.superuser("heyan") as connection:
            cursor = connection.execute(statement, values)  # type: ignore[arg-type]  # fixed statements of the tests
            return cursor.fetchall() if cursor.description else []

    def end_leases(self) -> None:
        """What a minute does."""
        self.rows(
            "UPDATE kit_outboxitem SET lease_until = now() - interval '1 second', due_at = now() WHERE done_at IS NULL"
        )

    def audit_holds(self) -> None:
        """Every entry is sealed and the chain verifies."""
        done = self.run("audit_verify", "--tenant", "acorn")
        assert done.returncode == 0, done.stdout + done.stderr

    def api(self, **headers: str) -> httpx.Client:
        held = {"Authorization": f"Bearer {self.seeded['key']}"} | headers
        return httpx.Client(base_url=self.url, headers=held, trust_env=False, timeout=60)

    def console(self, language: str = "zh-hans") -> httpx.Client:
        """A browser of the signed-in owner."""
        cookies = {"heyan_session": self.seeded["session"], "heyan_csrf": "c" * 32}
        headers = {"Accept-Language": language, "Origin": self.url, "X-CSRFToken": "c" * 32}
        return httpx.Client(
            base_url=self.url, headers=headers, cookies=cookies, trust_env=False, timeout=60, follow_redirects=True
        )

    def close(self) -> None:
        for name in list(self.processes):
            self.end(name, signal.SIGKILL)
        self.embedded.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def postgres(held: Installation, *arguments: str) -> None:
    """pg_ctl, as the user that the server runs as."""
    user = "nobody" if os.geteuid() == 0 else None
    binary = held.embedded.programs() / "pg_ctl"
    subprocess.run(
        [str(binary), "-D", str(held.data / "pg"), "-w", *arguments],
        check=True, user=user, env={"LC_ALL": "C", "TZ": "UTC"}, cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def is_away(held: Installation) -> bool:
    try:
        held.embedded.superuser().close()
    except psycopg.OperationalError:
        return True
    return False
