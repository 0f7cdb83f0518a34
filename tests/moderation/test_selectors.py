"""Screens, policies and lists are read in the tenant's scope, in the versions that are in force."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from kit.ids import PLATFORM_TENANT
from kit.scoping import TenantNotSet, tenant_scope
from moderation import defaults, selectors, services
from moderation.errors import PolicyNotFound
from moderation.types import Action
from tenants.types import job_principal

pytestmark = pytest.mark.django_db(transaction=True)
ACORN = uuid4()
ANNA = job_principal(tenant_id=ACORN, name="anna", scopes=frozenset({"moderation.write"}))
SYSTEM = job_principal(tenant_id=PLATFORM_TENANT, name="system", scopes=frozenset({"platform.lexicon"}))
RULES = {"output": {"A": [{"action": "hold", "notice": "wait"}]}, "notices": {"wait": {"zh-hans": "请稍候"}}}


@pytest.fixture
def in_acorn() -> Iterator[None]:
    with tenant_scope(ACORN):
        yield


def action(text: str) -> Action:
    return selectors.screen_for(None, side="output").judge(text).action


def test_an_unknown_policy_is_not_found(in_acorn: None) -> None:
    with pytest.raises(PolicyNotFound):
        selectors.screen_for(uuid4(), side="input")


def test_no_tenant_in_scope_is_an_error() -> None:
    with pytest.raises(TenantNotSet):
        selectors.entries()


def test_a_tenant_has_the_platforms_policy_until_it_writes_its_own(in_acorn: None) -> None:
    assert selectors.policy().rules == defaults.RULES
    saved = services.save_policy(policy_id=None, name="本公司", rules=RULES, default=True, by=ANNA)
    assert selectors.policy().id == saved.id
    assert action("代开发票") is Action.HOLD
    assert [each.name for each in selectors.policies()] == ["本公司"]


def test_the_lexicon_is_counted_by_risk(in_acorn: None) -> None:
    before = selectors.lexicon()
    services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
    services.add_entry(kind="phrase", text="橡果暗号牌", by=ANNA)
    after = selectors.lexicon()
    assert after.terms["A.3.c"] == before.terms["A.3.c"] + 1
    assert (after.phrases, after.overlay_version) == (before.phrases + 1, 2)
    assert (before.base_version, before.base_updated_at) == (0, None)


def test_entries_are_listed_the_newest_first(in_acorn: None) -> None:
    for text in ("橡果一号", "橡果二号"):
        services.add_entry(kind="term", text=text, category="A.3.c", by=ANNA)
    assert [entry.text for entry in selectors.entries()] == ["橡果二号", "橡果一号"]
