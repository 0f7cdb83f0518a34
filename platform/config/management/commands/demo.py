"""Run the whole product on this machine: servers, tables, demo tenant, worker, clerk, web, and a model behind them."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import demo_tenant as demo
from config.management.commands.serve import listen
from config.startup import ensure_database
from config.supervisor import Child, Supervisor
from kit.files import held

STEPS = 6
START_SECONDS = 60


class Command(BaseCommand):
    help = "Serve a demo tenant until Ctrl-C. PORT picks the port, MODEL what answers."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with held(settings.DATA_DIR / "demo") as free:
            if not free:
                raise CommandError("a demo of this folder is running already")
            self.run()

    def run(self) -> None:
        port = settings.ENV.port
        for each in (port, port + 1):
            listen(settings.ENV.host, each).close()
        self.step(2, "database: starting")
        settings.EMBEDDED.start()
        self.step(3, "tables: bringing up to date")
        ensure_database(settings.ENV.database_name)
        supervisor = Supervisor(children(), self.say)
        try:
            self.step(4, "worker, clerk and web: starting")
            supervisor.start()
            self.step(5, "demo tenant: preparing; reading the sample documents on a first run")
            facts = demo.ensure(self.say, lambda: supervisor.stopping)
            if not supervisor.stopping:
                self.serve(supervisor, facts)
        finally:
            demo.FILE.unlink(missing_ok=True)
            self.say("Stopping.")
            supervisor.stop()
            settings.EMBEDDED.stop()
            self.say("Stopped. The data is kept.")

    def serve(self, supervisor: Supervisor, facts: demo.Facts) -> None:
        wait_until_healthy(f"{settings.CONSOLE_URL}/healthz", lambda: supervisor.stopping)
        demo.write(facts)
        self.step(6, "ready")
        self.say(demo.welcome(facts))
        supervisor.watch(demo.Progress(facts, self.say).tick)

    def step(self, number: int, text: str) -> None:
        self.say(f"[{number}/{STEPS}] {text}")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def children() -> list[Child]:
    """The processes of the installation, in the order of starting."""
    named = ["clerk", "worker", "serve"]
    essential = [child(name) for name in named]
    return essential + ([child("run_local_model", essential=False)] if demo.wants_model() else [])


def child(name: str, *, essential: bool = True) -> Child:
    environment = os.environ | {"HEYAN_PROCESS": name, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(Path(settings.ROOT) / "manage.py"), name]
    return Child(name, command, settings.DATA_DIR / "log" / f"{name}.log", environment, essential)


def wait_until_healthy(url: str, stopped: Any) -> None:
    """Return once `url` answers 200. Raises CommandError after START_SECONDS with what it said last."""
    deadline, last = time.monotonic() + START_SECONDS, "no answer"
    while not stopped():
        try:
            response = httpx.get(url, timeout=5, trust_env=False)
        except httpx.HTTPError as error:
            last = type(error).__name__
        else:
            if response.status_code == 200:
                return
            last = response.text
        if time.monotonic() > deadline:
            raise CommandError(f"the web process did not become healthy: {last}; logs: {settings.DATA_DIR / 'log'}")
        time.sleep(0.2)
