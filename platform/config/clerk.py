"""The standing jobs of one installation: seal evidence, close abandoned turns, send promised work again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog
from django.db import DatabaseError, connections

from audit import services as audit
from chat import services as chat
from kit import outbox
from kit.roles import acting_as, alias
from knowledge import services as knowledge

log = structlog.get_logger()

LOCK = 0x48594B  # one clerk works at a time; the other stands by for the lock
PAUSE_SECONDS = 0.25


@dataclass(slots=True)
class Job:
    """Something to do every `every` seconds."""

    name: str
    every: float
    run: Callable[[], object]
    due: float = 0.0


def seal_everything() -> None:
    """Seal the entries of every tenant that has unsealed ones."""
    for tenant_id in audit.tenants_with_unsealed():
        attempt(Job(f"seal {tenant_id}", 0, partial(audit.seal_pending, tenant_id)))


def jobs() -> list[Job]:
    return [
        Job("seal", 0.25, seal_everything),
        Job("reap", 5, chat.reap_expired),
        Job("sweep", 2, outbox.sweep),
        Job("rescreen", 10, knowledge.Watch()),
        Job("daily", 60, knowledge.Daily()),
        Job("web", 60, knowledge.WebDue()),
        Job("prune", 3600, outbox.prune),
        Job("checkpoint", 20, audit.write_checkpoints),
    ]


def run(stopped: Callable[[], bool], todo: list[Job] | None = None) -> None:
    """Work until `stopped`. A database that is away is waited for; what was not done stays to be done."""
    todo = todo or jobs()
    with acting_as("clerk"):
        while not stopped():
            try:
                round_of(todo)
            except DatabaseError as error:
                log.warning("clerk.database_away", error=type(error).__name__)
                connections.close_all()
                time.sleep(1)
            time.sleep(PAUSE_SECONDS)


def round_of(todo: list[Job]) -> None:
    """Do what is due, if this clerk is the one at work."""
    if not holds_lock():
        return
    for job in todo:
        if time.monotonic() >= job.due:
            attempt(job)
            job.due = time.monotonic() + job.every


def attempt(job: Job) -> None:
    """Run one job. What goes wrong in it, such as a full disk, must not keep the others from theirs."""
    try:
        job.run()
    except DatabaseError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        log.exception("clerk.job_failed", job=job.name, error=type(error).__name__)


def holds_lock() -> bool:
    """Take or keep the advisory lock of this session. It goes with the connection, so a dead clerk blocks nobody."""
    with connections[alias()].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
            " AND pid = pg_backend_pid()) OR pg_try_advisory_lock(%s)",
            [LOCK, LOCK],
        )
        return bool(cursor.fetchone()[0])
