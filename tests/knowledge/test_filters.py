"""Search heeds a document's access list, its audience, and the filters of who asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kit import clock
from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge import models, selectors, services
from knowledge.errors import DocumentNotFound, PassageNotFound
from knowledge.types import BaseInfo, Filters, Passage
from tenants.types import Principal
from tests.knowledge.conftest import bring_in

SHANGHAI = "# 补贴\n\n上海员工每月交通补贴三百元。"
BEIJING = "# 补贴\n\n北京员工每月交通补贴五百元。"


def ask(principal: Principal, base: BaseInfo, **filters: object) -> list[str]:
    """Names of the documents that are found."""
    return sorted({each.document for each in found(principal, base, **filters)})


def found(principal: Principal, base: BaseInfo, **filters: object) -> tuple[Passage, ...]:
    with tenant_scope(principal.tenant_id):
        return selectors.search(
            question="交通补贴是多少？",
            base_ids=[base.id],
            principal=principal,
            limit=50,
            filters=Filters(**filters),  # type: ignore[arg-type]
        )


@pytest.fixture
def two(keeper: Principal, base: BaseInfo) -> BaseInfo:
    """A rule for Shanghai and one for Beijing."""
    for name, text, city in (("s.md", SHANGHAI, "上海"), ("b.md", BEIJING, "北京")):
        document = bring_in(keeper, base.id, text=text, name=name)
        with tenant_scope(keeper.tenant_id):
            services.set_audience(document_id=document.id, audience={"city": [city]}, by=keeper)
            services.set_tags(document_id=document.id, tags=[name], by=keeper)
    return base


def test_a_known_attribute_leaves_out_what_is_for_others(keeper: Principal, two: BaseInfo) -> None:
    assert ask(keeper, two, attributes={"city": "上海"}) == ["s.md"]
    assert ask(keeper, two, attributes={" CITY": "北京"}) == ["b.md"]
    assert ask(keeper, two, attributes={"city": "广州"}) == []


def test_an_unknown_attribute_leaves_out_nothing(keeper: Principal, two: BaseInfo) -> None:
    assert ask(keeper, two) == ["b.md", "s.md"]
    assert ask(keeper, two, attributes={"grade": "P5"}) == ["b.md", "s.md"]
    assert {tuple(each.audience["city"]) for each in found(keeper, two)} == {("上海",), ("北京",)}


def test_a_section_for_others_is_left_out_of_a_document_for_all(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id, text=f"{SHANGHAI}\n\n{BEIJING}")
    with tenant_scope(keeper.tenant_id):
        models.Passage.objects.filter(text__contains="上海").update(audience={"city": ["上海"]})
        models.Passage.objects.filter(text__contains="北京").update(audience={"city": ["北京"]})
    (only,) = found(keeper, base, attributes={"city": "北京"})
    assert "五百元" in only.text
    assert only.audience == {"city": ("北京",)}


def test_tags_and_languages_choose_documents(keeper: Principal, two: BaseInfo) -> None:
    bring_in(keeper, two.id, text="# Allowance\n\nStaff in London get a transport allowance.", name="l.md")
    assert ask(keeper, two, tags=frozenset({"s.md", "none"})) == ["s.md"]
    assert ask(keeper, two, languages=frozenset({"en"})) == ["l.md"]
    assert ask(keeper, two, languages=frozenset({"zh"}), tags=frozenset({"l.md"})) == []


def test_dates_choose_versions_by_when_they_are_in_force_from(keeper: Principal, base: BaseInfo) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    bring_in(keeper, base.id, text=SHANGHAI, name="old.md", valid_from=old)
    bring_in(keeper, base.id, text=BEIJING, name="new.md")
    yesterday = clock.now() - timedelta(days=1)
    assert ask(keeper, base, since=yesterday) == ["new.md"]
    assert ask(keeper, base, until=yesterday) == ["old.md"]
    assert ask(keeper, base, since=old, until=old) == []


def test_a_document_with_groups_is_open_to_their_members_on_every_path(
    keeper: Principal, reader: Principal, base: BaseInfo
) -> None:
    document, group = bring_in(keeper, base.id, text=SHANGHAI), new_id()
    (passage,) = found(reader, base)
    with tenant_scope(keeper.tenant_id):
        services.set_document_access(document_id=document.id, groups=[group], by=keeper)
    inside, outside = replace(reader, groups=frozenset({group})), replace(reader, groups=frozenset({new_id()}))
    assert found(inside, base)
    assert found(keeper, base)
    for closed in (reader, outside):
        assert found(closed, base) == ()
        assert_nothing_is_read(closed, base, passage)
    with tenant_scope(keeper.tenant_id):
        assert selectors.passage(passage.id, principal=inside).id == passage.id


def assert_nothing_is_read(by: Principal, base: BaseInfo, passage: Passage) -> None:
    """No other read of the app knows the document for this person."""
    with tenant_scope(by.tenant_id):
        assert selectors.documents(base.id, principal=by) == ()
        assert selectors.find_document(base.id, passage.document, principal=by) is None
        assert selectors.base(base.id, principal=by).documents == 0
        assert selectors.version_passages(passage.version_id, principal=by) == ()
        assert selectors.page_passages(passage.version_id, 1, principal=by) == ()
        for read in (
            lambda: selectors.document(passage.document_id, principal=by),
            lambda: selectors.versions(passage.document_id, principal=by),
            lambda: selectors.version(passage.version_id, principal=by),
            lambda: selectors.page_source(passage.version_id, 1, principal=by),
            lambda: selectors.open_file(passage.version_id, principal=by),
        ):
            with pytest.raises(DocumentNotFound):
                read()
        with pytest.raises(PassageNotFound):
            selectors.passage(passage.id, principal=by)
