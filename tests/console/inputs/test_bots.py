"""The editor's form and a bot's settings are the same thing in two shapes."""

from uuid import UUID

from chat.types import BotSettings
from console.inputs.bots import BotForm, initial_of

BASE = UUID("01890000-0000-7000-8000-000000000001")
SETTINGS = BotSettings(name="Leave", base_ids=(BASE,), suggested_questions=("One?", "Two?"), threshold=0.25, passages=4)


def form(data: dict[str, object], *, new: bool = False) -> BotForm:
    return BotForm(data, bases=[(str(BASE), "Rules")], routes=[], policies=[], new=new)


def test_settings_survive_the_way_through_the_form() -> None:
    filled = form(initial_of(SETTINGS))
    assert filled.is_valid(), filled.errors
    assert filled.settings() == SETTINGS


def test_a_base_that_is_not_offered_cannot_be_ticked() -> None:
    filled = form(initial_of(SETTINGS) | {"base_ids": ["01890000-0000-7000-8000-000000000002"]})
    assert "base_ids" in filled.errors


def test_the_short_name_is_asked_for_once() -> None:
    assert "slug" in form({}, new=True).fields
    assert "slug" not in form({}).fields


def test_every_setting_stands_in_a_section() -> None:
    shown = {field.name for _key, _title, fields in form({}, new=True).sections() for field in fields}
    assert shown | {"note", "version"} == set(form({}, new=True).fields)


def test_figures_out_of_range_are_refused() -> None:
    filled = form(initial_of(SETTINGS) | {"threshold": "2", "passages": "0"})
    assert {"threshold", "passages"} <= filled.errors.keys()
