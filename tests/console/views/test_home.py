"""The start page's four steps, and the palette."""

import pytest
from django.test import Client

from tests.cast import Person
from tests.console.conftest import page
from tests.stocked import Stock


@pytest.mark.django_db
def test_an_empty_tenant_has_four_steps_before_it(anna_client: Client) -> None:
    text = anna_client.get("/").content.decode()
    assert text.count('class="tick"') == 4
    assert 'class="done"' not in text


def test_steps_are_done_when_the_data_shows_it(anna: Person, handbook: Stock) -> None:
    text = anna.client().get("/").content.decode()
    assert text.count('class="done"') == 2


@pytest.mark.django_db
def test_a_plain_member_is_not_told_to_set_up_the_place(ben_client: Client) -> None:
    assert "开始使用" not in ben_client.get("/").content.decode()


def test_the_palette_finds_bots_and_bases_by_name(anna: Person, handbook: Stock) -> None:
    found = anna.client().get(page("palette"), {"q": "lea"}).content.decode()
    assert page("bot", slug="leave") in found
    assert page("base", base_id=handbook.base_id) not in found


@pytest.mark.django_db
def test_the_palette_offers_no_page_that_one_may_not_open(ben_client: Client) -> None:
    found = ben_client.get(page("palette"), {"q": ""}).content.decode()
    assert page("chat") in found
    assert page("audit") not in found
    assert page("members") not in found
