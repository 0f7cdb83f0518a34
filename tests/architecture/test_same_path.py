"""The test of a module lies at the module's own path below tests."""

from pathlib import Path

from tests.architecture.tree import TESTS, Module, sources

NOT_YET = frozenset((TESTS / "architecture" / "not_yet_tested.txt").read_text(encoding="utf-8").split())
"""Modules of 30 lines and more without a test at their path. May only become fewer."""

DECLARATIONS = frozenset({"apps.py", "events.py", "errors.py", "urls.py", "__init__.py"})
"""Lists of names that do nothing by themselves: they are tested where they are used."""


def expected(one: Module) -> Path:
    return one.path.parent / f"test_{one.path.name}"


def needs_a_test(one: Module) -> bool:
    return one.lines >= 30 and one.path.name not in DECLARATIONS


def untested() -> set[str]:
    return {one.name for one in sources() if needs_a_test(one) and not (TESTS / expected(one)).exists()}


def test_every_module_of_thirty_lines_has_its_test() -> None:
    assert sorted(untested() - NOT_YET) == []


def test_the_list_of_untested_modules_only_shrinks() -> None:
    assert sorted(NOT_YET - untested()) == [], "these have their test now: take them off the list"


def test_a_module_without_a_test_is_seen() -> None:
    one = Module(Path("chat/nowhere.py"), "x = 1\n" * 30, sources()[0].tree)
    assert needs_a_test(one)
    assert not (TESTS / expected(one)).exists()
