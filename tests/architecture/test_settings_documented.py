"""Every setting that an operator may give is explained, and nothing else is."""

import re

from config.env import PREFIX, Env
from tests.architecture.tree import ROOT

HANDBOOK = ROOT / "docs" / "operations.md"
WITHOUT_PREFIX = frozenset({"PORT", "MODEL", "MODEL_NAME", "MODEL_KEY", "GLM_API_KEY"})


def settings() -> set[str]:
    """The names as an operator writes them."""
    names = {name.upper() for name in Env.model_fields}
    return {name if name in WITHOUT_PREFIX else PREFIX + name for name in names}


def undocumented(text: str) -> set[str]:
    return {name for name in settings() if f"`{name}`" not in text}


def test_every_setting_is_explained() -> None:
    assert undocumented(HANDBOOK.read_text(encoding="utf-8")) == set()


def test_no_setting_is_explained_that_does_not_exist() -> None:
    named = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", HANDBOOK.read_text(encoding="utf-8")))
    assert named - settings() - {PREFIX + "PROCESS"} == set()


def test_a_setting_that_is_not_explained_is_seen() -> None:
    assert "HEYAN_HTTPS" in undocumented("`PORT` picks the port")
