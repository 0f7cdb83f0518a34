"""A page is drawn only for who may see all of it."""

from io import BytesIO
from typing import Any

import pytest

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.errors import DocumentNotFound, PageNotFound, PageWithheld
from knowledge.models import Passage
from knowledge.selectors import document, page_source
from knowledge.types import BaseInfo, VersionInfo
from moderation.selectors import screen_for
from tenants.types import Principal
from tests.console.views.test_viewer import pdf
from tests.knowledge.conftest import keeper_of

PAGES = ("Apples are stored in the cellar.", "Pears: call 13912345678 first.", "Plums are dried in the sun.")


@pytest.fixture
def fruit(keeper: Principal, base: BaseInfo) -> VersionInfo:
    with tenant_scope(keeper.tenant_id):
        content = BytesIO(pdf(*PAGES).read())
        made = services.add_document(base_id=base.id, name="fruit.pdf", content=content, by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        return document(made.id, principal=keeper).newest


def refused(keeper: Principal, fruit: VersionInfo, *, outside: bool = False) -> list[int]:
    """The pages that are not drawn."""
    found = []
    with tenant_scope(keeper.tenant_id):
        screen = screen_for(None, side="output") if outside else None
        for page in (1, 2, 3):
            try:
                page_source(fruit.id, page, principal=keeper, screen=screen)
            except PageWithheld:
                found.append(page)
    return found


def judge(keeper: Principal, fruit: VersionInfo, page: int, **verdict: Any) -> None:
    with tenant_scope(keeper.tenant_id):
        Passage.objects.filter(version_id=fruit.id, page=page).update(**verdict)


def test_clean_pages_are_drawn_and_personal_data_only_for_who_reads_the_base(
    keeper: Principal, fruit: VersionInfo
) -> None:
    assert refused(keeper, fruit) == []
    assert refused(keeper, fruit, outside=True) == [2, 3]


@pytest.mark.parametrize("verdict", [{"verdict": "hold", "category": "injection"}, {"verdict": "", "category": ""}])
def test_what_is_withheld_or_unjudged_hides_its_page_and_the_next(
    keeper: Principal, fruit: VersionInfo, verdict: dict[str, str]
) -> None:
    judge(keeper, fruit, 1, **verdict)
    assert refused(keeper, fruit) == [1, 2]


@pytest.mark.parametrize("page", [0, 4])
def test_a_page_that_the_file_does_not_have_is_not_there(keeper: Principal, fruit: VersionInfo, page: int) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(PageNotFound):
        page_source(fruit.id, page, principal=keeper)


def test_another_tenants_page_is_not_there(fruit: VersionInfo, other_tenant_id: Any) -> None:
    stranger = keeper_of(other_tenant_id)
    with tenant_scope(other_tenant_id), pytest.raises(DocumentNotFound):
        page_source(fruit.id, 1, principal=stranger)
