"""The project speaks of itself alone: no path of one machine, no key, no place that only its author has."""

import re
import subprocess
from pathlib import Path

from tests.architecture.tree import ROOT

MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/bash_jobs)(?:/|\b)")
SECRETS = re.compile(r"sk-[A-Za-z0-9]{20,}|-----BEGIN (?:RSA |EC )?PRIVATE KEY-----|hy_live_[a-z2-7]{26}_[0-9a-f]{48}")
TEXT = frozenset(
    [
        ".py",
        ".md",
        ".html",
        ".txt",
        ".toml",
        ".ini",
        ".cfg",
        ".yml",
        ".yaml",
        ".sh",
        ".js",
        ".css",
        ".po",
        ".in",
        ".json",
        ".csv",
    ]
)
HERE = Path(__file__).relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """The files of the repository; without git, those of the source tree."""
    done = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT, check=False)
    names = done.stdout.split("\0") if done.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [p for p in (ROOT / "platform").rglob("*") if p.is_file()]
    return [
        path for path in paths if path.exists() and (path.suffix in TEXT or path.name in ("Makefile", ".importlinter"))
    ]


def found(pattern: re.Pattern[str]) -> list[str]:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    return [name for name in names if name != HERE and pattern.search((ROOT / name).read_text(encoding="utf-8"))]


def test_no_file_names_a_place_on_one_machine() -> None:
    assert found(MACHINE_PATHS) == []


def test_no_file_holds_a_secret() -> None:
    assert found(SECRETS) == []


def test_the_patterns_see_what_they_look_for() -> None:
    assert MACHINE_PATHS.search("see /home/anna/notes")
    assert not MACHINE_PATHS.search("GET /workflows and platform/root.py")
    assert SECRETS.search("sk-" + "a1" * 12)
