"""Which documents a person may be shown something of."""

from dataclasses import replace

from kit.ids import new_id
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.selectors.access import readable_documents
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_a_document_is_readable_where_its_base_is(keeper: Principal, reader: Principal, base: BaseInfo) -> None:
    document, group = bring_in(keeper, base.id), new_id()
    with tenant_scope(keeper.tenant_id):
        assert readable_documents([document.id, new_id()], reader) == {document.id}
        services.save_base(base_id=base.id, groups=[group], by=keeper)
        assert readable_documents([document.id], reader) == frozenset()
        assert readable_documents([document.id], replace(reader, groups=frozenset({group}))) == {document.id}


def test_who_keeps_the_knowledge_reads_also_what_was_deleted(keeper: Principal) -> None:
    gone = new_id()
    with tenant_scope(keeper.tenant_id):
        assert readable_documents([gone], keeper) == {gone}
