"""Saying to whom a section applies, through all versions of its document."""

from io import BytesIO
from uuid import UUID

import pytest

from audit.selectors import entries
from audit.types import Filters as Asked
from kit.errors import Invalid
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import DocumentNotFound
from knowledge.models import Passage
from knowledge.types import BaseInfo, DocumentInfo, Filters
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge.conftest import bring_in, keeper_of

RULES = """# 补贴

## 上海

交通补贴每月三百元，凭当月工资发放。

## 北京

交通补贴每月五百元，凭当月工资发放。
"""


@pytest.fixture
def document(keeper: Principal, base: BaseInfo) -> DocumentInfo:
    return bring_in(keeper, base.id, text=RULES, name="补贴.md")


def found(keeper: Principal, base: BaseInfo, **attributes: str) -> list[str]:
    """The headings under which the allowance is found."""
    with tenant_scope(keeper.tenant_id):
        passages = selectors.search(
            question="交通补贴是多少？", base_ids=[base.id], principal=keeper, filters=Filters(attributes=attributes)
        )
        return sorted(each.path for each in passages)


def scope(keeper: Principal, document: DocumentInfo, path: str, *cities: str) -> None:
    with tenant_scope(keeper.tenant_id):
        services.set_section_audience(
            document_id=document.id, path=path, audience={"city": cities} if cities else {}, by=keeper
        )


def test_a_section_applies_to_its_people_only(keeper: Principal, base: BaseInfo, document: DocumentInfo) -> None:
    scope(keeper, document, "补贴 › 上海", "上海")
    scope(keeper, document, "补贴 › 北京", "北京")
    assert found(keeper, base, city="上海") == ["补贴 › 上海"]
    assert len(found(keeper, base)) == 2


def test_an_empty_audience_opens_the_section_again(keeper: Principal, base: BaseInfo, document: DocumentInfo) -> None:
    scope(keeper, document, "补贴 › 上海", "上海")
    scope(keeper, document, "补贴 › 上海")
    assert len(found(keeper, base, city="北京")) == 2


def test_a_section_inside_another_is_narrowed_by_both(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    scope(keeper, document, "补贴", "上海", "广州")
    scope(keeper, document, "补贴 › 上海", "上海")
    assert found(keeper, base, city="广州") == ["补贴 › 北京"]


def test_a_new_version_keeps_what_was_said_and_tells_what_is_lost(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    scope(keeper, document, "补贴 › 上海", "上海")
    scope(keeper, document, "补贴 › 北京", "北京")
    text = RULES.replace("## 北京", "## 首都").replace("三百", "四百")
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=document.id, content=BytesIO(text.encode()), by=keeper)
    run_due(keeper.tenant_id)
    assert found(keeper, base, city="广州") == ["补贴 › 首都"]
    with tenant_scope(keeper.tenant_id):
        held = selectors.sections(document.id, principal=keeper)
    assert [(each.path, dict(each.audience)) for each in held if not each.passages] == [
        ("补贴 › 北京", {"city": ("北京",)})
    ]


def test_a_passage_that_somebody_scoped_by_itself_is_left(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    with tenant_scope(keeper.tenant_id):
        Passage.objects.filter(path="补贴 › 上海").update(audience={"city": ["深圳"]})
    scope(keeper, document, "补贴", "上海")
    assert found(keeper, base, city="深圳") == ["补贴 › 上海"]


def test_each_change_is_on_record(keeper: Principal, document: DocumentInfo) -> None:
    scope(keeper, document, "补贴", "上海")
    with tenant_scope(keeper.tenant_id):
        (entry,) = entries(Asked(event="knowledge.section_audience_set")).entries
    assert (entry.data["section"], entry.data["audience"]) == ("补贴", "city: 上海")


def test_who_may_not_write_and_what_is_not_there(
    keeper: Principal, reader: Principal, document: DocumentInfo, other_tenant_id: UUID
) -> None:
    with pytest.raises(MayNot):
        scope(reader, document, "补贴", "上海")
    with pytest.raises(DocumentNotFound):
        scope(keeper_of(other_tenant_id), document, "补贴", "上海")
    with pytest.raises(Invalid):
        scope(keeper, document, "", "上海")
