"""kill -9 in the middle of a turn: whoever saw a character of it finds exactly one opening and one closing entry."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from audit.selectors import entries, verify
from audit.services import seal_pending
from audit.types import Filters
from chat.models import TurnRow
from chat.selectors import turn_record
from chat.services import reap_expired
from kit import clock
from kit.scoping import tenant_scope
from tenants.types import TenantInfo
from tests.chat.conftest import make_bot
from tests.chat.crash_child import POINTS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Seen:
    """What the killed process had said."""

    turn_id: str = ""
    shown: list[str] = field(default_factory=list)


def killed(tenant: TenantInfo, point: str) -> Seen:
    """Start a process that answers a question, and kill it when it stands at `point`."""
    database = connections["default"].settings_dict["NAME"]
    command = [sys.executable, "-m", "tests.chat.crash_child", str(database), str(tenant.id), "hr", point]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    seen = Seen()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as child:
        assert child.stdout is not None
        for line in child.stdout:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "here":
                child.kill()
            elif word == "opened":
                seen.turn_id = rest
            else:
                seen.shown.append(rest)
    return seen


@pytest.fixture
def after_the_lease(acorn: TenantInfo, settings: Any, tmp_path: Path) -> Callable[[], None]:
    """What the clerk does half a minute later."""
    settings.CHECKPOINTS_DIR = tmp_path

    def clerk() -> None:
        with tenant_scope(acorn.id):
            TurnRow.objects.update(lease_until=clock.now() - timedelta(seconds=1))
        reap_expired()
        seal_pending(acorn.id)

    return clerk


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_turn_has_one_opening_and_one_closing_entry(
    acorn: TenantInfo, after_the_lease: Callable[[], None], point: str
) -> None:
    make_bot(acorn)
    seen = killed(acorn, point)
    after_the_lease()
    with tenant_scope(acorn.id):
        turns = [entry for entry in entries(Filters(limit=100)).entries if entry.phase]
        assert verify(acorn.id).ok
        assert sorted(entry.phase for entry in turns) == ([] if point == "opening" else ["closed", "opened"])
        assert not seen.shown or turns
        if turns:
            told_end(turn_record(turns[0].turn_id), seen, point)  # type: ignore[arg-type]


def told_end(record: Any, seen: Seen, point: str) -> None:
    """The record states what was journaled, which is a beginning of what was shown, or all of it."""
    shown = "".join(seen.shown)
    assert record.outcome == ("answered" if point == "closed" else "aborted")
    assert shown.startswith(record.answer)
    if point in ("journaled", "closed"):
        assert record.answer == shown
