"""Names of packages that would hide other people's, or ours."""

import importlib.metadata
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import PLATFORM, ROOT, TESTS, apps

OURS = frozenset({*apps(), "tests", "bench"})


def hiding(provided: dict[str, list[str]], ours: Iterable[str]) -> dict[str, list[str]]:
    """Which installed distributions provide a top-level package that is called as one of ours."""
    return {name: provided[name] for name in ours if name in provided}


def folders_without_init(root: Path) -> list[str]:
    """Folders below `root` that hold Python and are no package."""
    folders = {parent for path in root.rglob("*.py") for parent in path.parents if parent.is_relative_to(root)}
    return sorted(str(one.relative_to(root)) for one in folders if not (one / "__init__.py").exists())


def test_platform_is_a_plain_folder() -> None:
    assert not (PLATFORM / "__init__.py").exists()


def test_the_standard_librarys_platform_stays_in_reach() -> None:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import platform; print(platform.python_version())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ".".join(map(str, sys.version_info[:3]))


def test_tests_are_packages_at_every_level() -> None:
    assert folders_without_init(TESTS) == []


def test_there_is_no_test_package_called_platform() -> None:
    assert not (TESTS / "platform").exists()


def test_no_installed_distribution_takes_a_name_of_ours() -> None:
    assert hiding(dict(importlib.metadata.packages_distributions()), OURS) == {}


def test_a_distribution_that_takes_a_name_is_seen() -> None:
    assert hiding({"audit": ["some-audit"], "django": ["Django"]}, OURS) == {"audit": ["some-audit"]}


def test_a_folder_without_init_is_seen(tmp_path: Path) -> None:
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "test_x.py").touch()
    (tmp_path / "__init__.py").touch()
    assert folders_without_init(tmp_path) == ["chat"]
