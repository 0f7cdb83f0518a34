"""Files and functions stay small enough to read. The exceptions may only become fewer."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.architecture.tree import Module, length, module, sources

TOO_LONG_FILES: dict[str, int] = {}
TOO_LONG_FUNCTIONS: dict[str, int] = {}
GUARDED = frozenset({"moderation", "consent", "audit", "chat"})
ALLOWED_BROAD = {"chat/pipeline.py": 1}
BROAD = frozenset({"Exception", "BaseException"})


def long_files(modules: tuple[Module, ...]) -> dict[str, int]:
    return {one.name: one.lines for one in modules if one.lines > 400}


def long_functions(modules: tuple[Module, ...]) -> dict[str, int]:
    return {f"{one.name}:{f.name}": length(f) for one in modules for f in one.functions if length(f) > 50}


def untyped_functions(modules: tuple[Module, ...]) -> list[str]:
    return [f"{one.name}:{f.name}" for one in modules for f in one.functions if f.returns is None]


def broad_excepts(one: Module) -> int:
    handlers = [node for node in ast.walk(one.tree) if isinstance(node, ast.ExceptHandler)]
    return sum(1 for handler in handlers if is_broad(handler.type))


def is_broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(name, ast.Name) and name.id in BROAD for name in names)


def inner_imports(one: Module) -> int:
    """Imports inside functions; an app's `ready` has to wait for the registry and is not counted."""
    functions = [f for f in one.functions if f.name != "ready"]
    return sum(isinstance(node, ast.Import | ast.ImportFrom) for f in functions for node in ast.walk(f))


def star_imports(one: Module) -> list[str]:
    found = [node for node in ast.walk(one.tree) if isinstance(node, ast.ImportFrom)]
    return [one.name for node in found if any(alias.name == "*" for alias in node.names)]


def opens_with_a_docstring(one: Module) -> bool:
    return ast.get_docstring(one.tree) is not None


def test_no_file_passes_400_lines() -> None:
    assert long_files(sources()) == TOO_LONG_FILES


def test_most_files_are_short() -> None:
    sizes = [one.lines for one in sources()]
    assert median(sizes) <= 80
    assert quantiles(sizes, n=10)[8] <= 250


def test_no_function_passes_50_lines() -> None:
    assert long_functions(sources()) == TOO_LONG_FUNCTIONS


def test_most_functions_are_short() -> None:
    sizes = [length(f) for one in sources() for f in one.functions]
    assert median(sizes) <= 9
    assert quantiles(sizes, n=10)[8] <= 30


def test_every_function_says_what_it_answers() -> None:
    assert untyped_functions(sources()) == []


def test_guarded_apps_catch_broadly_in_one_place_only() -> None:
    found = {one.name: broad_excepts(one) for one in sources() if one.app in GUARDED and broad_excepts(one)}
    assert found.items() <= ALLOWED_BROAD.items()


def test_broad_excepts_are_rare_elsewhere() -> None:
    elsewhere = [one for one in sources() if one.app not in GUARDED]
    per_thousand = 1000 * sum(map(broad_excepts, elsewhere)) / sum(one.lines for one in elsewhere)
    assert per_thousand <= 0.2


def test_imports_stand_at_the_top() -> None:
    per_thousand = 1000 * sum(map(inner_imports, sources())) / sum(one.lines for one in sources())
    assert per_thousand <= 1


def test_nothing_is_imported_by_star() -> None:
    assert [name for one in sources() for name in star_imports(one)] == []


def test_every_module_opens_with_its_job() -> None:
    assert [one.name for one in sources() if not opens_with_a_docstring(one)] == []


@pytest.fixture
def bad(tmp_path: Path) -> Module:
    """A module that breaks every rule of this file."""
    body = "from os import *\ndef f(x):\n    import json\n" + "    x += 1\n" * 450
    (tmp_path / "bad.py").write_text(
        body + "    try:\n        pass\n    except (ValueError, Exception):\n        pass\n"
    )
    return module(tmp_path / "bad.py", tmp_path)


def test_the_rules_see_a_module_that_breaks_them(bad: Module) -> None:
    assert long_files((bad,)).keys() == {"bad.py"}
    assert long_functions((bad,)).keys() == {"bad.py:f"}
    assert untyped_functions((bad,)) == ["bad.py:f"]
    assert (broad_excepts(bad), inner_imports(bad), star_imports(bad)) == (1, 1, ["bad.py"])
    assert not opens_with_a_docstring(bad)
