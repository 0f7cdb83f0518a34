"""Whose a rendition is, and what it stands on."""

from io import BytesIO

import pytest

from chat.errors import RenditionNotFound
from chat.selectors import rendition, renditions
from chat.services import delete_rendition
from kit.errors import NotFound
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import add_document, delete_document
from tests.cast import Person
from tests.chat.renditions.made import asked, subject_of
from tests.stocked import stock


def test_others_have_no_part_in_it(transactional_db: None, anna: Person, ben: Person) -> None:
    held = stock(anna.tenant)
    made = asked(anna, held)
    with tenant_scope(anna.tenant.id):
        assert renditions(held.document_id, subject=subject_of(ben), principal=ben.principal) == ()
        with pytest.raises(RenditionNotFound):
            rendition(made.id, subject=subject_of(ben), principal=ben.principal)
        with pytest.raises(RenditionNotFound):
            delete_rendition(rendition_id=made.id, subject=subject_of(ben), by=ben.principal)


def test_it_goes_with_its_document(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    made = asked(anna, held)
    with tenant_scope(anna.tenant.id):
        delete_document(document_id=held.document_id, by=anna.principal)
    with tenant_scope(anna.tenant.id), pytest.raises(NotFound):
        rendition(made.id, subject=subject_of(anna), principal=anna.principal)


def test_a_comparison_goes_when_its_other_document_does(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    with tenant_scope(anna.tenant.id):
        other = add_document(base_id=held.base_id, name="new.md", content=BytesIO(b"Tea."), by=anna.principal)
    run_due(anna.tenant.id)
    asked(anna, held, "comparison", other=other.id)
    with tenant_scope(anna.tenant.id):
        assert renditions(held.document_id, subject=subject_of(anna), principal=anna.principal)
        delete_document(document_id=other.id, by=anna.principal)
    with tenant_scope(anna.tenant.id):
        assert renditions(held.document_id, subject=subject_of(anna), principal=anna.principal) == ()
