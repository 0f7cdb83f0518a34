"""Search."""

from uuid import UUID

from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_the_passage_that_answers_comes_first(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    assert document.state == "ready", document
    with tenant_scope(keeper.tenant_id):
        found = selectors.search(question="住宿报销上限是多少？", base_ids=[base.id], principal=keeper)
    assert "四百五十元" in found[0].text
    assert found[0].path.endswith("差旅报销")
