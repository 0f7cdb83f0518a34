"""What the architecture tests know of the tree: its folders, its modules, and their syntax."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLATFORM = ROOT / "platform"
TESTS = ROOT / "tests"

DOORS = frozenset({"console", "widget", "rest"})
PLAIN = frozenset({"config", "kit"})
"""Neither capability nor door: settings and processes above all, tools below all."""


@dataclass(frozen=True)
class Module:
    """A source file: its path below `platform`, its lines of text and its syntax."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.as_posix()

    @property
    def app(self) -> str:
        return self.path.parts[0]

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def module(path: Path, root: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(root), text, ast.parse(text))


@cache
def sources(root: Path = PLATFORM) -> tuple[Module, ...]:
    """Every file with content below `root`, without migrations."""
    paths = sorted(path for path in root.rglob("*.py") if "migrations" not in path.parts)
    return tuple(one for path in paths if (one := module(path, root)).text.strip())


@cache
def apps() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in PLATFORM.glob("*/__init__.py")))


def capabilities() -> tuple[str, ...]:
    return tuple(app for app in apps() if app not in DOORS | PLAIN)


def length(function: ast.AST) -> int:
    """Lines from `def` to the last one."""
    return (getattr(function, "end_lineno", 0) or 0) - getattr(function, "lineno", 0) + 1
