"""Whom a document is for: its own access list, its audience, and its tags."""

import pytest

from audit.selectors import entries
from audit.types import Filters as Asked
from kit.errors import Invalid
from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import DocumentNotFound
from knowledge.types import BaseInfo
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_tags_are_kept_once_and_without_space_around_them(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        saved = services.set_tags(document_id=document.id, tags=[" 差旅 ", "差旅", "ＨＲ"], by=keeper)
        assert saved.tags == ("HR", "差旅")
        assert selectors.document(document.id, principal=keeper).tags == ("HR", "差旅")


@pytest.mark.parametrize("tags", [[""], ["x" * 61], [str(n) for n in range(31)]])
def test_tags_that_are_empty_too_long_or_too_many_are_refused(
    keeper: Principal, base: BaseInfo, tags: list[str]
) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid):
        services.set_tags(document_id=document.id, tags=tags, by=keeper)


def test_an_audience_is_kept_in_one_form(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        saved = services.set_audience(
            document_id=document.id, audience={" City ": ["上海", "上海", "北京 "]}, by=keeper
        )
    assert saved.audience == {"city": ("上海", "北京")}


def test_each_change_is_on_record_once(keeper: Principal, base: BaseInfo) -> None:
    document, group = bring_in(keeper, base.id), new_id()
    with tenant_scope(keeper.tenant_id):
        for _ in range(2):
            services.set_document_access(document_id=document.id, groups=[group], by=keeper)
            services.set_tags(document_id=document.id, tags=["HR"], by=keeper)
            services.set_audience(document_id=document.id, audience={"city": ["上海"]}, by=keeper)
        for name in ("document_access_set", "tags_set", "audience_set"):
            assert len(entries(Asked(event=f"knowledge.{name}")).entries) == 1


def test_a_reader_changes_nothing_and_an_unknown_document_is_not_there(
    keeper: Principal, reader: Principal, base: BaseInfo
) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        with pytest.raises(MayNot):
            services.set_document_access(document_id=document.id, groups=[], by=reader)
        with pytest.raises(DocumentNotFound):
            services.set_tags(document_id=new_id(), tags=["HR"], by=keeper)
