"""What a document's words seem to say about whom it is for is offered, and never holds by itself."""

import pytest

from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.selectors.sections import below, hints
from knowledge.types import BaseInfo
from tenants.types import AttributeInfo, Principal
from tests.knowledge.conftest import bring_in

CITY = AttributeInfo(
    name="city", label="城市", label_en="City", values=(("上海", "Shanghai"), ("北京",), ("广州",)), may_ask=True
)
CONTRACT = AttributeInfo(
    name="contract",
    label="用工",
    label_en="Contract",
    values=(("正式员工", "permanent staff"), ("实习生", "interns")),
    may_ask=True,
)


@pytest.mark.parametrize(
    ("title", "text", "values"),
    [
        ("北京分公司", "", {"北京"}),
        ("附则", "本制度适用于上海、广州的员工。", {"上海", "广州"}),
        ("附则", "仅限正式员工申请。", {"正式员工"}),
        ("Allowance", "This chapter applies only to interns.", {"实习生"}),
        ("Shanghai office", "", {"上海"}),
        ("附则", "员工可以去上海出差。", set()),
        ("上海、北京、广州的补贴", "", set()),
    ],
)
def test_words_that_say_for_whom(title: str, text: str, values: set[str]) -> None:
    found = hints(title, "附则", text, [CITY, CONTRACT], heading=True)
    assert {value for each in found for value in each.values} == values


def test_a_place_is_below_its_headings_only() -> None:
    assert below("补贴 › 上海", "补贴")
    assert not below("补贴标准", "补贴")


TEXT = (
    "# 补贴\n\n## 北京分公司\n\n每月五百元的交通补贴，随工资发放。\n\n## 其他\n\n本节适用于上海的员工，每月三百元。\n"
)


def test_suggestions_hold_for_nobody_until_they_are_accepted(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id, text=TEXT, name="补贴.md")
    with tenant_scope(keeper.tenant_id):
        offered = selectors.suggestions(document.id, attributes=[CITY], principal=keeper)
        assert [(each.path, each.values) for each in offered] == [
            ("补贴 › 北京分公司", ("北京",)),
            ("补贴 › 其他", ("上海",)),
        ]
        assert not any(each.audience for each in selectors.sections(document.id, principal=keeper))


def test_what_is_settled_or_declined_is_not_offered_again(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id, text=TEXT, name="补贴.md")
    with tenant_scope(keeper.tenant_id):
        first, second = selectors.suggestions(document.id, attributes=[CITY], principal=keeper)
        services.set_section_audience(
            document_id=document.id, path=first.path, audience={"city": first.values}, by=keeper
        )
        services.decline_suggestion(document_id=document.id, key=second.key, by=keeper)
        assert selectors.suggestions(document.id, attributes=[CITY], principal=keeper) == ()
