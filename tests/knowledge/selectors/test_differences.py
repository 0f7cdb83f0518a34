"""What a version changed, as far as it may be shown."""

from io import BytesIO

import pytest

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import DocumentNotFound
from knowledge.models import Passage
from knowledge.types import BaseInfo, DocumentInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


@pytest.fixture
def document(keeper: Principal, base: BaseInfo) -> DocumentInfo:
    made = bring_in(keeper, base.id, "# 假期\n\n每年享有十天年休假。", name="leave.md")
    with tenant_scope(keeper.tenant_id):
        content = BytesIO("# 假期\n\n每年享有十五天年休假。".encode())
        services.add_version(document_id=made.id, content=content, by=keeper)
    run_due(keeper.tenant_id)
    return made


def test_two_versions_say_what_changed(keeper: Principal, document: DocumentInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        said = selectors.differences(document.id, 1, 2, principal=keeper)
    assert said.counts["changed"] == 1
    [change] = [each for each in said.changes if each.kind == "changed"]
    assert [part.text for part in change.after if part.figure] == ["十五"]


def test_what_screening_keeps_back_is_counted_and_not_compared(keeper: Principal, document: DocumentInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        Passage.objects.update(verdict="refuse", category="A.1.a")
        said = selectors.differences(document.id, 1, 2, principal=keeper)
    assert (said.changes, said.withheld) == ((), 2)


def test_a_version_that_is_not_there_cannot_be_compared(keeper: Principal, document: DocumentInfo) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(DocumentNotFound):
        selectors.differences(document.id, 1, 7, principal=keeper)
