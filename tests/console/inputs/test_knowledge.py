"""Bases and windows of validity."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from console.inputs.knowledge import BaseForm, ValidityForm, days_of
from tenants.types import GroupInfo

GROUP = GroupInfo(id=UUID("01890000-0000-7000-8000-000000000001"), name="Board", members=2)
ZONE = ZoneInfo("Asia/Shanghai")
DATA = {"name": "Rules", "slug": "Rules", "sensitivity": "internal", "language": "en", "groups": [str(GROUP.id)]}


def test_groups_become_ids_and_short_names_small() -> None:
    form = BaseForm(DATA, groups=(GROUP,), new=True)
    assert form.is_valid()
    assert form.values()["groups"] == [GROUP.id]
    assert form.values()["slug"] == "rules"


def test_without_groups_there_is_nothing_to_tick() -> None:
    assert "groups" not in BaseForm(DATA, groups=(), new=True).fields


def test_a_window_holds_both_of_its_days() -> None:
    form = ValidityForm({"valid_from": "2026-01-01", "valid_until": "2026-12-31"})
    assert form.is_valid()
    with timezone.override(ZONE):
        first, end = form.window()
        assert (first, end) == (datetime(2026, 1, 1, tzinfo=ZONE), datetime(2027, 1, 1, tzinfo=ZONE))
        assert days_of(first, end) == {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}


def test_an_open_window_has_no_ends() -> None:
    form = ValidityForm({})
    assert form.is_valid()
    assert form.window() == (None, None)
