"""Bots: made from a template, saved in versions, switched, tested."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from chat.selectors import bot
from kit.scoping import tenant_scope
from tests.cast import Person
from tests.console.conftest import page, said
from tests.console.views.test_chat import asked
from tests.stocked import Stock

BOT = {"name": "Leave", "audience": "staff", "tone": "formal", "passages": "6", "threshold": "0"}


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["hr", "after_sales", "it_help"])
def test_a_template_fills_the_form(anna_client: Client, template: str) -> None:
    text = anna_client.get(page("new_bot"), {"template": template}).content.decode()
    assert f'value="{template.replace("_", "-")}"' in text


@pytest.mark.django_db
def test_a_new_bot_is_a_draft(english: Client) -> None:
    text = said(english, page("new_bot"), BOT | {"slug": "leave"})
    assert "Try it, then publish it." in text
    assert "Draft" in text


@pytest.mark.django_db
def test_a_taken_short_name_is_told_beside_its_field(english: Client) -> None:
    said(english, page("new_bot"), BOT | {"slug": "leave"})
    assert "Another bot already has this address." in said(english, page("new_bot"), BOT | {"slug": "leave"})


def test_every_save_is_a_version_that_shows_what_changed(english: Client, handbook: Stock) -> None:
    said(english, page("bot", slug="leave"), BOT | {"name": "Holidays", "version": "1", "note": "shorter"})
    text = english.get(page("versions", slug="leave")).content.decode()
    assert "shorter" in text
    assert "Holidays" in text


def test_who_edits_an_old_version_is_told(english: Client, handbook: Stock) -> None:
    said(english, page("bot", slug="leave"), BOT | {"version": "1"})
    text = said(english, page("bot", slug="leave"), BOT | {"version": "1"})
    assert "changed in the meantime" in text


def test_an_earlier_version_comes_back_as_the_newest(english: Client, anna: Person, handbook: Stock) -> None:
    said(english, page("bot", slug="leave"), BOT | {"name": "Other", "version": "1"})
    said(english, page("roll_back", slug="leave", version=1))
    with tenant_scope(anna.tenant.id):
        found = bot("leave")
    assert (found.version, found.settings.name) == (3, "Leave")


def test_the_switches(english: Client, anna: Person, handbook: Stock) -> None:
    def state(to: str) -> tuple[bool, bool]:
        said(english, page("switch", slug="leave", to=to))
        with tenant_scope(anna.tenant.id):
            return bot("leave").published, bot("leave").paused

    assert state("pause") == (True, True)
    assert state("resume") == (True, False)
    assert state("close") == (False, False)
    assert state("publish") == (True, False)


def test_an_unknown_switch_is_not_there(anna_client: Client, handbook: Stock) -> None:
    assert anna_client.post("/bots/leave/switch/explode/").status_code == 404


def test_questions_are_drafted_from_the_ticked_bases(anna_client: Client, handbook: Stock) -> None:
    text = anna_client.post(page("suggest"), {"base_ids": [str(handbook.base_id)]}).content.decode()
    assert "年假" in text
    assert anna_client.post(page("suggest"), {"base_ids": ["nonsense"]}).status_code == 200


async def test_only_ones_own_test_turns_show_prompt_and_passages(anna: Person, ben: Person, handbook: Stock) -> None:
    own = (await asked(anna, test="on"))[0][1]["turn"]
    live = (await asked(anna))[0][1]["turn"]
    theirs = (await asked(ben))[0][1]["turn"]

    def look() -> tuple[str, list[int]]:
        client = anna.client()
        shut = [client.get(page("tested", turn_id=each)).status_code for each in (live, theirs)]
        return client.get(page("tested", turn_id=own)).content.decode(), shut

    text, shut = await sync_to_async(look)()
    assert "10 天" in text
    assert shut == [404, 404]
