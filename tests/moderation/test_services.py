"""Overlay terms, policies and the platform's list: versioned, audited, kept apart, and in force at once."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation import defaults, selectors, services
from moderation.errors import EntryExists, EntryNotFound, PolicyInvalid, PolicyTaken, TermInvalid
from moderation.types import Action
from tenants.errors import MayNot
from tenants.types import job_principal

pytestmark = pytest.mark.django_db(transaction=True)
ACORN, BIRCH = uuid4(), uuid4()
ANNA = job_principal(tenant_id=ACORN, name="anna", scopes=frozenset({"moderation.write"}))
SYSTEM = job_principal(tenant_id=PLATFORM_TENANT, name="system", scopes=frozenset({"platform.lexicon"}))
RULES = {"output": {"A": [{"action": "hold", "notice": "wait"}]}, "notices": {"wait": {"zh-hans": "请稍候"}}}


@pytest.fixture
def in_acorn() -> Iterator[None]:
    with tenant_scope(ACORN):
        yield


def action(text: str, side: str = "output", policy: object = None) -> Action:
    return selectors.screen_for(policy, side=side).judge(text).action


def test_a_term_is_in_force_as_soon_as_it_is_added_and_gone_when_removed(in_acorn: None) -> None:
    assert action("我们的橡果暗号是什么") is Action.ALLOW
    entry = services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
    assert action("我们的橡果暗号是什么") is Action.REFUSE
    services.remove_entry(entry_id=entry.id, by=ANNA)
    assert action("我们的橡果暗号是什么") is Action.ALLOW
    assert selectors.lexicon().overlay_version == 2


def test_a_term_of_one_tenant_does_not_bind_another() -> None:
    with tenant_scope(ACORN):
        entry = services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
    with tenant_scope(BIRCH):
        assert action("橡果暗号") is Action.ALLOW
        with pytest.raises(EntryNotFound):
            services.remove_entry(
                entry_id=entry.id,
                by=job_principal(tenant_id=BIRCH, name="cleo", scopes=frozenset({"moderation.write"})),
            )
        assert selectors.entries() == ()


def test_an_allow_phrase_of_a_tenant_does_not_lift_the_platforms_list(in_acorn: None) -> None:
    services.add_entry(kind="phrase", text="代开发票", by=ANNA)
    services.add_entry(kind="phrase", text="400-820-8820", by=ANNA)
    assert action("这里代开发票") is Action.REFUSE


def test_an_allow_phrase_of_the_platform_excuses_its_own_term(in_acorn: None) -> None:
    assert action("公司禁止代开发票") is Action.ALLOW


def test_a_tenants_own_number_can_be_excused(in_acorn: None) -> None:
    assert action("请拨打13800138000") is Action.MASK
    services.add_entry(kind="phrase", text="13800138000", by=ANNA)
    assert action("请拨打13800138000") is Action.ALLOW


def test_every_edit_is_on_record(in_acorn: None) -> None:
    entry = services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
    services.remove_entry(entry_id=entry.id, by=ANNA)
    services.save_policy(policy_id=None, name="宽松", rules=RULES, by=ANNA)
    from audit.models import Entry

    assert sorted(Entry.objects.values_list("event", flat=True)) == [
        "moderation.entry_added",
        "moderation.entry_removed",
        "moderation.policy_saved",
    ]


@pytest.mark.parametrize(
    ("text", "category", "field"),
    [
        ("好", "A.1.a", "text"),
        ("一二三四五六七八九十甲", "A.1.a", "text"),
        ("橡果", "A.9.z", "category"),
        ("!!!", "A.1.a", "text"),
    ],
)
def test_a_term_that_does_not_fit_is_refused_with_its_field(
    in_acorn: None, text: str, category: str, field: str
) -> None:
    with pytest.raises(TermInvalid) as refused:
        services.add_entry(kind="term", text=text, category=category, by=ANNA)
    assert refused.value.field == field


def test_a_term_is_added_once_however_it_is_written(in_acorn: None) -> None:
    services.add_entry(kind="term", text="橡果 暗号", category="A.3.c", by=ANNA)
    with pytest.raises(EntryExists):
        services.add_entry(kind="term", text="橡果暗號", category="A.3.c", by=ANNA)


def test_a_policy_keeps_its_versions(in_acorn: None) -> None:
    first = services.save_policy(policy_id=None, name="本公司", rules=RULES, by=ANNA)
    second = services.save_policy(policy_id=first.id, name="本公司", rules=defaults.RULES, by=ANNA)
    assert (first.version, second.version) == (1, 2)
    assert action("代开发票", policy=first.id) is Action.REFUSE
    assert dict(selectors.screen_for(first.id, side="output").versions)["policy"] == f"{first.id}.2"


def test_only_one_policy_is_the_default(in_acorn: None) -> None:
    services.save_policy(policy_id=None, name="一", rules=RULES, default=True, by=ANNA)
    services.save_policy(policy_id=None, name="二", rules=RULES, default=True, by=ANNA)
    assert [each.name for each in selectors.policies() if each.is_default] == ["二"]


def test_rules_that_do_not_fit_are_refused_with_their_place(in_acorn: None) -> None:
    with pytest.raises(PolicyInvalid) as refused:
        services.save_policy(policy_id=None, name="x", rules={"input": {"A.1": [{"action": "explode"}]}}, by=ANNA)
    assert refused.value.field == "input.A.1.0.action"


def test_two_policies_cannot_share_a_name(in_acorn: None) -> None:
    services.save_policy(policy_id=None, name="一", rules=RULES, by=ANNA)
    with pytest.raises(PolicyTaken):
        services.save_policy(policy_id=None, name="一", rules=RULES, by=ANNA)


def test_an_imported_list_binds_every_tenant_beside_the_starter_list() -> None:
    lines = ["紫电青霜号\tA.1.h", "# 注释", "", "禁", "橡树密令\tA.3.c\t0.4", "识别紫电青霜号\tallow"]
    with tenant_scope(PLATFORM_TENANT):
        report = services.import_base(lines=lines, note="test", by=SYSTEM)
    assert (report.version, report.terms, report.phrases, report.refused) == (1, 2, 1, ((4, "text"),))
    with tenant_scope(ACORN):
        assert action("购买紫电青霜号") is Action.REFUSE
        assert action("如何识别紫电青霜号") is Action.ALLOW
        assert action("代开发票") is Action.REFUSE
        assert selectors.lexicon().terms["A.3.c"] == 3


def test_a_tenant_cannot_import_the_platforms_list(in_acorn: None) -> None:
    with pytest.raises(EntryNotFound):
        services.import_base(lines=["紫电青霜号\tA.1.h"], by=SYSTEM)


@pytest.mark.parametrize(
    ("write", "values"),
    [
        (services.add_entry, {"kind": "term", "text": "橡果暗号", "category": "A.3.c"}),
        (services.remove_entry, {"entry_id": uuid4()}),
        (services.save_policy, {"policy_id": None, "name": "一", "rules": RULES}),
        (services.import_base, {"lines": ["紫电青霜号\tA.1.h"]}),
    ],
)
def test_who_may_not_write_rules_is_refused(in_acorn: None, write: Callable[..., Any], values: dict[str, Any]) -> None:
    reader = job_principal(tenant_id=ACORN, name="reader", scopes=frozenset({"moderation.read"}))
    with pytest.raises(MayNot):
        write(by=reader, **values)
