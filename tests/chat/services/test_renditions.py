"""Asking for a summary or translation, and taking it away."""

import pytest

from audit.selectors import turn_evidence
from chat.errors import NeedsModel, RenditionUnfinished, VersionNotReady
from chat.models import RenditionRow
from chat.selectors import renditions
from chat.selectors.rendition_files import rendition_file
from chat.services import ask_rendition, delete_rendition, erase_subject
from kit import clock, ledger
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.models import DocumentVersion
from knowledge.selectors import versions
from tests.cast import Person, job
from tests.chat.renditions.made import asked, subject_of
from tests.stocked import stock


def test_a_translation_needs_a_model(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    with pytest.raises(NeedsModel):
        asked(anna, held, "translation", "en")


def test_it_goes_with_the_person(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    asked(anna, held)
    with tenant_scope(anna.tenant.id):
        erase_subject(subject=subject_of(anna), by=job(anna.tenant))
        assert renditions(held.document_id, subject=subject_of(anna), principal=anna.principal) == ()


def test_deleted_in_the_making_it_stays_deleted(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    subject = subject_of(anna)
    with tenant_scope(anna.tenant.id):
        version = versions(held.document_id, principal=anna.principal)[0]
        made = ask_rendition(version_id=version.id, kind="summary", language="en", subject=subject, by=anna.principal)
        with pytest.raises(RenditionUnfinished):
            rendition_file(made, "docx")
        delete_rendition(rendition_id=made.id, subject=subject, by=anna.principal)
    run_due(anna.tenant.id)
    with tenant_scope(anna.tenant.id):
        assert renditions(held.document_id, subject=subject, principal=anna.principal) == ()


def test_a_version_that_is_not_read_yet_has_nothing_to_give(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    with tenant_scope(anna.tenant.id):
        DocumentVersion.objects.update(state="working")
    with pytest.raises(VersionNotReady):
        asked(anna, held)


def test_a_restored_backup_forgets_it_with_a_person_who_never_asked_anything(
    transactional_db: None, anna: Person
) -> None:
    held, started = stock(anna.tenant), clock.now()
    asked(anna, held)
    with tenant_scope(anna.tenant.id):
        rows = list(RenditionRow.objects.all())
        erase_subject(subject=subject_of(anna), by=job(anna.tenant))
        RenditionRow.objects.bulk_create(rows)  # as if the database were from before the erasure
    ledger.apply_again(ledger.path(), since=started)
    with tenant_scope(anna.tenant.id):
        assert not RenditionRow.objects.exists()


def test_a_person_who_is_erased_leaves_no_rendition_open_in_the_record(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    with tenant_scope(anna.tenant.id):
        version = versions(held.document_id, principal=anna.principal)[0]
        made = ask_rendition(
            version_id=version.id, kind="summary", language="en", subject=subject_of(anna), by=anna.principal
        )
        erase_subject(subject=subject_of(anna), by=job(anna.tenant))
        assert [entry.phase for entry in turn_evidence(made.id)] == ["opened", "closed"]
