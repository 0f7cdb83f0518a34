"""The form of a web site that carries a widget."""

from unittest.mock import Mock

import pytest

from console.inputs.sites import SiteForm

GIVEN = {
    "name": "Shop",
    "bot_slug": "help",
    "origins": "https://shop.example.com\n\nhttps://www.example.com",
    "accent": "#1f5eff",
}


def form(**changed: str) -> SiteForm:
    bots = [
        Mock(slug=slug, settings=Mock(audience=audience)) for slug, audience in (("help", "customers"), ("hr", "staff"))
    ]
    return SiteForm(GIVEN | changed, bots=bots)


def test_each_line_is_an_origin() -> None:
    held = form()
    assert held.is_valid(), held.errors
    assert held.values()["origins"] == ("https://shop.example.com", "https://www.example.com")


@pytest.mark.parametrize("changed", [{"bot_slug": "hr"}, {"bot_slug": ""}, {"name": ""}, {"origins": ""}])
def test_a_bot_for_staff_and_a_field_left_empty_are_refused(changed: dict[str, str]) -> None:
    assert list(form(**changed).errors) == list(changed)
