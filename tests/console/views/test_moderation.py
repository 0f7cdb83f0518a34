"""Moderation: own terms, policies, the box to try a text."""

import pytest
from django.test import Client

from console.views.moderation import changed
from kit.scoping import tenant_scope
from moderation.selectors import policies, policy
from tests.cast import Person
from tests.console.conftest import page, said

RULES = {"input": {"A.1": [{"from": 0.5, "action": "refuse", "notice": "no"}]}, "notices": {"no": {"en": "No."}}}


@pytest.mark.django_db
def test_an_own_term_acts_and_is_removed(english: Client, anna: Person) -> None:
    said(english, page("moderation"), {"kind": "term", "text": "蓝色河马", "category": "A.1.h", "confidence": "1"})
    tried = english.post(page("try_text"), {"text": "讲讲蓝色河马", "side": "input"}).content.decode()
    assert "A.1.h" in tried
    text = english.get(page("moderation")).content.decode()
    entry = text.split("/compliance/moderation/entries/")[1].split("/")[0]
    said(english, page("remove_entry", entry_id=entry))
    assert "A.1.h" not in english.post(page("try_text"), {"text": "讲讲蓝色河马", "side": "input"}).content.decode()


@pytest.mark.django_db
def test_a_term_that_is_too_long_is_told(english: Client) -> None:
    entry = {"kind": "term", "text": "一二三四五六七八九十一", "category": "A.1.h", "confidence": "1"}
    assert "A term has 2 to 10 Chinese characters" in said(english, page("moderation"), entry)


@pytest.mark.django_db
def test_the_box_masks_a_telephone_number(english: Client) -> None:
    text = english.post(page("try_text"), {"text": "请打 13812345678", "side": "input"}).content.decode()
    assert "personal:mobile" in text
    assert "Mask" in text


@pytest.mark.django_db
def test_a_policy_of_ones_own_keeps_what_was_not_chosen(english: Client, anna: Person) -> None:
    with tenant_scope(anna.tenant.id):
        before = policy(None)
    keep = {f"{side}-A.{n}": "keep" for side in ("input", "output") for n in range(1, 6)}
    rest = {f"{side}-{name}": "keep" for side in ("input", "output") for name in ("personal", "injection")}
    said(english, page("new_policy"), keep | rest | {"name": "Strict", "default": "on", "output-A.2": "hold"})
    with tenant_scope(anna.tenant.id):
        made = next(each for each in policies() if each.name == "Strict")
    assert made.is_default
    assert made.rules["output"]["A.2"][0]["action"] == "hold"
    assert made.rules["input"] == before.rules["input"]
    text = english.get(page("policy", policy_id=made.id)).content.decode()
    assert '<option value="hold" selected>' in text


def test_a_stopping_action_keeps_its_notice_and_the_old_rules_stay_untouched() -> None:
    made = changed(RULES, {("input", "A.1"): "hold", ("output", "A.2"): "mask"})
    assert made["input"]["A.1"] == [{"action": "hold", "notice": "no"}]
    assert made["output"]["A.2"] == [{"action": "mask"}]
    assert RULES["input"]["A.1"][0]["action"] == "refuse"
