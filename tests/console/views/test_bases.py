"""Bases: made, opened to groups, searched."""

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from knowledge.selectors import bases
from moderation.services import add_entry
from tenants.services import create_group
from tests.cast import Person, person
from tests.console.conftest import page, said
from tests.stocked import Stock

BASE = {"name": "Rules", "slug": "rules", "sensitivity": "internal", "language": "en"}


@pytest.mark.django_db
def test_a_new_base_waits_for_documents(english: Client) -> None:
    assert "Upload its first documents." in said(english, page("new_base"), BASE)


@pytest.mark.django_db
def test_a_taken_short_name_is_told_beside_its_field(english: Client) -> None:
    said(english, page("new_base"), BASE)
    assert "already uses this short name" in said(english, page("new_base"), BASE)


@pytest.mark.django_db
def test_a_base_of_one_group_is_not_there_for_others(english: Client, anna: Person) -> None:
    with tenant_scope(anna.tenant.id):
        group = create_group(name="Board", by=anna.principal)
    said(english, page("new_base"), BASE | {"groups": [str(group.id)], "sensitivity": "confidential"})
    with tenant_scope(anna.tenant.id):
        base = bases(anna.principal)[0]
    editor = person("dora", anna.tenant, "auditor", "member", "operator").client()
    assert editor.get(page("base", base_id=base.id)).status_code == 404
    assert "Rules" not in editor.get(page("bases")).content.decode()


def test_the_hit_test_shows_passages_with_their_figures(anna: Person, handbook: Stock) -> None:
    text = anna.client().get(page("hit_test", base_id=handbook.base_id), {"q": "年假有几天"}).content.decode()
    assert "10 天带薪年假" in text
    assert "相关度" in text


def test_the_hit_test_answers_htmx_with_the_results_alone(anna: Person, handbook: Stock) -> None:
    headers = {"HX-Request": "true"}
    text = (
        anna.client().get(page("hit_test", base_id=handbook.base_id), {"q": "病假"}, headers=headers).content.decode()
    )
    assert "<html" not in text
    assert 'class="hits"' in text


def test_settings_are_changed_and_a_base_is_deleted(english: Client, handbook: Stock) -> None:
    address = page("base_settings", base_id=handbook.base_id)
    assert "Saved." in said(english, address, BASE | {"name": "Renamed"})
    assert "Renamed" in english.get(address).content.decode()
    said(english, page("delete_base", base_id=handbook.base_id))
    assert english.get(address).status_code == 404


def test_the_hit_test_shows_no_passage_that_answers_may_not_show(
    english: Client, anna: Person, handbook: Stock
) -> None:
    address = page("hit_test", base_id=handbook.base_id)
    assert "诊断证明" in english.get(address, {"q": "病假"}).content.decode()
    with tenant_scope(anna.tenant.id):
        add_entry(kind="term", text="诊断证明", category="A.3.c", by=anna.principal)
    text = english.get(address, {"q": "病假"}).content.decode()
    assert "诊断证明" not in text
    assert "1 passage was found and is held back" in text
