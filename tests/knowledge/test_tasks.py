"""What the worker does when the outbox says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kit import clock
from kit.ids import new_id
from kit.outbox import enqueue, run_due
from kit.scoping import tenant_scope
from knowledge import selectors, tasks
from knowledge.services.daily import KIND
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import FIFTEEN, TEN, bring_in


def test_a_day_of_housekeeping_reminds_and_sweeps(keeper: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    reminded: list[Any] = []
    monkeypatch.setattr(tasks, "remind", lambda: reminded.append(clock.now()))
    lost = default_storage.save(f"documents/{keeper.tenant_id}/{new_id()}", ContentFile(b"left over"))
    with tenant_scope(keeper.tenant_id):
        enqueue(kind=KIND, payload={"day": "2027-03-01"})
    with clock.freeze(clock.now() + timedelta(days=2)):
        run_due(keeper.tenant_id)
    assert len(reminded) == 1
    assert not default_storage.exists(lost)


def test_a_version_that_is_ready_is_compared_a_little_later(keeper: Principal, base: BaseInfo) -> None:
    for name, text in (("a.md", TEN), ("b.md", FIFTEEN)):
        bring_in(keeper, base.id, text, name=name)
    with tenant_scope(keeper.tenant_id):
        assert selectors.overlaps(principal=keeper) == ()
    with clock.freeze(clock.now() + timedelta(seconds=15)):
        run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        assert len(selectors.overlaps(principal=keeper)) == 1
