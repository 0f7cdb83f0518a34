"""Drafts are made from a document, rest on their passages, and answer nobody before they are approved."""

import pytest

from gateway.adapters import scripted
from gateway.services import save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import RouteStep
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import NeedsWriter
from knowledge.types import BaseInfo, PairInfo
from tenants.types import Principal, job_principal
from tests.knowledge.conftest import HANDBOOK, bring_in

pytestmark = pytest.mark.django_db(transaction=True)

FAQ = """# 常见问题

## 如何申请年假？

在系统里提交申请，主管批准后生效。

## 加班

问：加班费怎么算？
答：工作日按一点五倍计算。
"""
MODEL = "drafting-model"


def with_model(keeper: Principal, *replies: str) -> scripted.Script:
    """The tenant's usual model says these."""
    by = job_principal(tenant_id=keeper.tenant_id, name="tests", scopes=frozenset({"models.write"}))
    with tenant_scope(keeper.tenant_id):
        card = save_model(fields=ModelFields(name="Writer", vendor="scripted", model=MODEL), by=by)
        save_route(name="Usual", steps=[RouteStep(card_id=card.id)], default=True, by=by)
    return scripted.install(MODEL, *replies)


def drafts(keeper: Principal, base: BaseInfo, text: str) -> tuple[PairInfo, ...]:
    document = bring_in(keeper, base.id, text)
    with tenant_scope(keeper.tenant_id):
        services.draft_pairs(document_id=document.id, by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        return tuple(reversed(selectors.pairs(base.id, principal=keeper)))


def test_passages_that_are_questions_become_drafts_without_a_model(keeper: Principal, base: BaseInfo) -> None:
    made = drafts(keeper, base, FAQ)
    assert [(each.questions[0], each.answer) for each in made] == [
        ("如何申请年假？", "在系统里提交申请，主管批准后生效。"),
        ("加班费怎么算？", "工作日按一点五倍计算。"),
    ]
    assert {(each.state, each.drafted_by, each.live) for each in made} == {("draft", "", False)}
    assert [each.sources[0].document for each in made] == ["handbook.md"] * 2


def test_without_a_model_that_writes_the_reason_is_told(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id, HANDBOOK)
    with tenant_scope(keeper.tenant_id), pytest.raises(NeedsWriter):
        services.draft_pairs(document_id=document.id, by=keeper)


def test_a_model_drafts_from_each_passage_and_is_named(keeper: Principal, base: BaseInfo) -> None:
    with_model(keeper, "问：年休假有几天？\n答：入职满一年的员工每年享有十天年休假。", "无")
    (made,) = drafts(keeper, base, HANDBOOK)
    assert (made.questions, made.state, made.drafted_by) == (("年休假有几天？",), "draft", "Writer")
    with tenant_scope(keeper.tenant_id):
        assert selectors.match_pair("年休假有几天？", [base.id], keeper) is None


def test_what_the_passage_does_not_say_is_dropped(keeper: Principal, base: BaseInfo) -> None:
    with_model(
        keeper,
        "问：年休假有几天？\n答：入职满一年的员工每年享有二十天年休假。",
        "问：停车要钱吗？\n答：地下车库向员工免费开放。",
        "无",
    )
    assert drafts(keeper, base, HANDBOOK) == ()


def test_a_passage_that_has_pairs_is_not_drafted_again(keeper: Principal, base: BaseInfo) -> None:
    (first, *_) = drafts(keeper, base, FAQ)
    with tenant_scope(keeper.tenant_id):
        services.draft_pairs(document_id=first.sources[0].document_id, by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        assert len(selectors.pairs(base.id, principal=keeper)) == 2


def test_a_document_deleted_before_its_turn_gives_no_drafts(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id, FAQ)
    with tenant_scope(keeper.tenant_id):
        services.draft_pairs(document_id=document.id, by=keeper)
        services.delete_document(document_id=document.id, by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        assert selectors.pairs(base.id, principal=keeper) == ()
