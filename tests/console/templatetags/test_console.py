"""Dates, badges and icons as templates write them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone, translation

from console.templatetags.console import badge, day, high, icon, moment, wide, word

AT = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(("language", "says"), [("zh-hans", "2026年11月22日 01:05"), ("en", "2026-11-22 01:05")])
def test_a_moment_is_told_in_the_tenants_zone(language: str, says: str) -> None:
    with translation.override(language), timezone.override(ZoneInfo("Asia/Shanghai")):
        assert moment(AT) == says


def test_a_day_without_a_time_is_not_moved() -> None:
    with translation.override("en"):
        assert day(date(2026, 11, 22)) == "2026-11-22"
    assert day(None) == moment(None) == "–"


def test_an_unknown_code_shows_as_itself_and_escaped() -> None:
    assert word("strange", "ROLES") == "strange"
    assert "<b>" not in badge("<b>", "ROLES")


def test_a_box_has_a_width_and_a_height() -> None:
    assert (wide((0.1, 0.2, 0.5, 0.3)), high((0.1, 0.2, 0.5, 0.3))) == ("0.40000", "0.10000")


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = Path(settings.ROOT / "platform/console/static/console/icons.svg").read_text()
    held = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    used = {
        name
        for path in (settings.ROOT / "templates").rglob("*.html")
        for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())
    }
    assert used <= held


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("x")
