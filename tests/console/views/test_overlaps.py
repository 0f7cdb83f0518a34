"""Overlaps side by side, and the decisions about them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from kit import clock, outbox
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import OverlapInfo
from tests.cast import Person

TEXTS = ("# 休假\n\n员工入职满一年,每年享有十天年休假。\n", "# 休假\n\n入职满一年的员工每年可休年假15天。\n")


@pytest.fixture
def conflict(anna: Person) -> OverlapInfo:
    by = anna.principal
    with tenant_scope(anna.tenant.id):
        base = services.create_base(slug="rules", name="Rules", by=by)
        for name, text in zip(("old.md", "new.md"), TEXTS, strict=True):
            services.add_document(base_id=base.id, name=name, content=BytesIO(text.encode()), by=by)
    outbox.run_due(anna.tenant.id)
    with clock.freeze(clock.now() + timedelta(minutes=1)):
        outbox.run_due(anna.tenant.id)
    with tenant_scope(anna.tenant.id):
        [found] = selectors.overlaps(principal=by)
    return found


def page_of(conflict: OverlapInfo) -> str:
    return f"/knowledge/{conflict.first.passage.base_id}/overlaps/"


def state_of(conflict: OverlapInfo, anna: Person) -> str:
    with tenant_scope(anna.tenant.id):
        return selectors.overlap(conflict.id, principal=anna.principal).state


def test_both_sides_stand_beside_each_other(anna_client: Client, conflict: OverlapInfo) -> None:
    text = anna_client.get(page_of(conflict)).content.decode()
    assert "十天" in text
    assert "15天" in text
    assert "old.md" in text


def test_a_decision_moves_it_to_the_decided_ones_and_can_be_taken_back(
    anna_client: Client, anna: Person, conflict: OverlapInfo
) -> None:
    anna_client.post(f"{page_of(conflict)}{conflict.id}/keep/")
    assert state_of(conflict, anna) == "kept"
    assert "old.md" not in anna_client.get(page_of(conflict)).content.decode()
    assert "old.md" in anna_client.get(f"{page_of(conflict)}?decided=1").content.decode()
    anna_client.post(f"{page_of(conflict)}{conflict.id}/reopen/")
    assert state_of(conflict, anna) == "open"


def test_one_side_is_superseded(anna_client: Client, anna: Person, conflict: OverlapInfo) -> None:
    wrong = anna_client.post(f"{page_of(conflict)}{conflict.id}/supersede/", {"outdated": "third", "reach": "passage"})
    assert wrong.status_code == 302
    assert state_of(conflict, anna) == "open"
    anna_client.post(f"{page_of(conflict)}{conflict.id}/supersede/", {"outdated": "first", "reach": "passage"})
    assert state_of(conflict, anna) == "superseded"


def test_a_side_gets_its_people(anna_client: Client, anna: Person, conflict: OverlapInfo) -> None:
    anna_client.post(f"{page_of(conflict)}{conflict.id}/scope/", {"first": "", "second": ""})
    assert state_of(conflict, anna) == "open"
    anna_client.post(f"{page_of(conflict)}{conflict.id}/scope/", {"first": "city: 北京", "second": ""})
    assert state_of(conflict, anna) == "scoped"
