"""The import contracts cover every app, know no exception, and hold."""

import ast
import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PLAIN, PLATFORM, ROOT, Module, apps, capabilities, module, sources

PUBLIC = frozenset({"types", "errors", "selectors", "services", "events"})
MORE_DOORS = {
    "gateway": frozenset({"completion", "embedding", "evidence", "rerank"}),
    "chat": frozenset({"pipeline", "turn"}),
    "desk": frozenset({"drafting", "trials"}),
    "knowledge": frozenset({"evaluation", "terms"}),
}
BACK_DOORS: frozenset[tuple[str, str]] = frozenset(
    {
        ("console/inputs/models.py", "gateway.vendors"),
        ("console/views/moderation.py", "moderation.risks"),
    }
)
"""(importing module, imported module) that go round the doors. May only become fewer."""


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def foreign_imports(one: Module) -> set[str]:
    """The first two steps of every import from another app of ours, such as `audit.services`."""
    found: set[str] = set()
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            steps = node.module.split(".")
            names = [steps] if len(steps) > 1 else [[*steps, alias.name] for alias in node.names]
            found |= {".".join(name[:2]) for name in names}
        elif isinstance(node, ast.Import):
            found |= {".".join(alias.name.split(".")[:2]) for alias in node.names}
    return {name for name in found if name.split(".")[0] in capabilities() and name.split(".")[0] != one.app}


def round_the_door(one: Module) -> set[str]:
    """Imports of another app's inner modules."""

    def is_inner(name: str) -> bool:
        app, _, part = name.partition(".")
        return part not in PUBLIC | MORE_DOORS.get(app, frozenset())

    return {name for name in foreign_imports(one) if is_inner(name)}


def lint(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", str(config)]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)


def test_the_contracts_know_no_exception() -> None:
    assert [name for name in contracts().sections() if contracts().has_option(name, "ignore_imports")] == []


def test_the_contracts_cover_every_app() -> None:
    assert set(contracts()["importlinter"]["root_packages"].split()) == set(apps())


def test_every_app_with_tables_keeps_them_private() -> None:
    with_tables = {app for app in capabilities() if list((PLATFORM / app).glob("models*"))}
    private = {name.rpartition("-")[2] for name in contracts().sections() if ":models-of-" in name}
    assert private == with_tables


def test_the_contracts_hold() -> None:
    done = lint(PLATFORM, ROOT / ".importlinter")
    assert done.returncode == 0, done.stdout


def test_apps_are_entered_by_their_doors() -> None:
    inner = [(one.name, name) for one in sources() if one.app not in PLAIN for name in round_the_door(one)]
    assert sorted(set(inner) - BACK_DOORS) == []


def test_the_list_of_back_doors_only_shrinks() -> None:
    inner = {(one.name, name) for one in sources() for name in round_the_door(one)}
    assert sorted(BACK_DOORS - inner) == []


def test_an_import_round_the_door_is_seen(tmp_path: Path) -> None:
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "x.py").write_text("from tenants.models import Tenant\nfrom audit import services\n")
    assert round_the_door(module(tmp_path / "chat" / "x.py", tmp_path)) == {"tenants.models"}


@pytest.mark.slow
def test_an_upward_import_breaks_the_contracts(tmp_path: Path) -> None:
    copy = tmp_path / "platform"
    shutil.copytree(PLATFORM, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    (copy / "kit" / "planted.py").write_text('"""A fault."""\n\nfrom tenants.models import Tenant\n')
    (copy / "console" / "planted.py").write_text('"""A fault."""\n\nimport rest.urls\n')
    done = lint(copy, ROOT / ".importlinter")
    assert done.returncode != 0
    assert "kit.planted -> tenants.models" in done.stdout
    assert "console.planted -> rest.urls" in done.stdout
