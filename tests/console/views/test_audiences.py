"""To whom a document and its sections apply, in the console."""

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from knowledge.selectors import document, sections, suggestions
from tenants.selectors import attributes
from tenants.services import save_attribute
from tests.cast import Person, job
from tests.console.conftest import page, said
from tests.stocked import Stock, stock

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "# 补贴\n\n## 北京分公司\n\n每月五百元的交通补贴，随工资发放。\n\n## 其他\n\n每月三百元的交通补贴，随工资发放。\n"
)
OFFICE = "补贴 › 北京分公司"


@pytest.fixture
def rules(anna: Person) -> Stock:
    with tenant_scope(anna.tenant.id):
        save_attribute(name="city", label="城市", label_en="City", values=[["上海"], ["北京"]], by=job(anna.tenant))
    return stock(anna.tenant, text=TEXT, name="补贴.md")


def audiences(anna: Person, rules: Stock) -> dict[str, dict[str, tuple[str, ...]]]:
    with tenant_scope(anna.tenant.id):
        held = sections(rules.document_id, principal=anna.principal)
        whole = document(rules.document_id, principal=anna.principal).audience
    return {"": dict(whole)} | {each.path: dict(each.audience) for each in held}


def test_the_whole_document_and_a_section_are_saved_apart(english: Client, anna: Person, rules: Stock) -> None:
    address = page("save_audience", document_id=rules.document_id)
    said(english, address, {"a-city": ["上海", "北京"]})
    said(english, address, {"section": OFFICE, "a-city": ["北京"]})
    held = audiences(anna, rules)
    assert (held[""], held[OFFICE]) == ({"city": ("上海", "北京")}, {"city": ("北京",)})


def test_a_suggestion_is_accepted(english: Client, anna: Person, rules: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        (offered,) = suggestions(rules.document_id, attributes=attributes(), principal=anna.principal)
    address = page("settle_suggestion", document_id=rules.document_id)
    said(english, address, {"key": offered.key, "accept": "on"})
    assert audiences(anna, rules)[OFFICE] == {"city": ("北京",)}


def test_a_suggestion_is_dismissed_for_good(english: Client, anna: Person, rules: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        (offered,) = suggestions(rules.document_id, attributes=attributes(), principal=anna.principal)
    address = page("settle_suggestion", document_id=rules.document_id)
    said(english, address, {"key": offered.key})
    assert not audiences(anna, rules)[OFFICE]
    assert (
        offered.quote
        not in english.get(page("audience", document_id=rules.document_id)).content.decode().split("Sections")[0]
    )


def test_what_is_not_offered_is_not_there(english: Client, rules: Stock) -> None:
    made_up = english.post(page("settle_suggestion", document_id=rules.document_id), {"key": "|city|上海"})
    assert made_up.status_code == 404
    assert english.get(page("audience", document_id=rules.document_id) + "?section=nowhere").status_code == 404


def test_a_rule_whose_heading_is_gone_is_told(english: Client, anna: Person, rules: Stock) -> None:
    said(english, page("save_audience", document_id=rules.document_id), {"section": "补贴 › 广州", "a-city": ["上海"]})
    text = english.get(page("audience", document_id=rules.document_id) + "?section=补贴 › 广州").content.decode()
    assert "no such heading" in text
