"""Versions beside each other, going back, owners, and files that are there already."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kit import outbox
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import DocumentInfo
from tests.cast import Person

TEN, FIFTEEN = "# Leave\n\nTen days of leave a year.\n", "# Leave\n\nFifteen days of leave a year.\n"


@pytest.fixture
def document(anna: Person) -> DocumentInfo:
    by = anna.principal
    with tenant_scope(anna.tenant.id):
        base = services.create_base(slug="rules", name="Rules", by=by)
        made = services.add_document(base_id=base.id, name="leave.md", content=BytesIO(TEN.encode()), by=by)
        services.add_version(document_id=made.id, content=BytesIO(FIFTEEN.encode()), by=by)
    outbox.run_due(anna.tenant.id)
    with tenant_scope(anna.tenant.id):
        return selectors.document(made.id, principal=by)


def first_of(document: DocumentInfo, anna: Person) -> str:
    with tenant_scope(anna.tenant.id):
        return str(selectors.versions(document.id, principal=anna.principal)[-1].id)


def test_the_comparison_shows_both_versions_with_the_changed_word_marked(
    anna_client: Client, document: DocumentInfo
) -> None:
    text = anna_client.get(f"/knowledge/documents/{document.id}/compare/").content.decode()
    assert '<del class="figure">Ten</del>' in text or "<del>Ten</del>" in text
    assert "Fifteen" in text


def test_a_version_that_is_not_there_cannot_be_compared(anna_client: Client, document: DocumentInfo) -> None:
    assert anna_client.get(f"/knowledge/documents/{document.id}/compare/?before=7&after=2").status_code == 404


def test_going_back_puts_the_older_version_in_force(anna_client: Client, anna: Person, document: DocumentInfo) -> None:
    first = first_of(document, anna)
    anna_client.post(f"/knowledge/documents/{document.id}/versions/{first}/restore/")
    with tenant_scope(anna.tenant.id):
        assert selectors.document(document.id, principal=anna.principal).version == 1


def test_a_version_of_another_document_is_not_there(anna_client: Client, anna: Person, document: DocumentInfo) -> None:
    with tenant_scope(anna.tenant.id):
        other = services.add_document(
            base_id=document.base_id, name="other.md", content=BytesIO(b"Other text."), by=anna.principal
        )
    address = f"/knowledge/documents/{document.id}/versions/{other.newest.id}/restore/"
    assert anna_client.post(address).status_code == 404


def test_the_viewer_of_an_old_version_leads_to_the_one_in_force(
    anna_client: Client, anna: Person, document: DocumentInfo
) -> None:
    text = anna_client.get(f"/documents/{document.id}/?version={first_of(document, anna)}").content.decode()
    assert f"/documents/{document.id}/?version={document.newest.id}" in text
    assert f"/knowledge/documents/{document.id}/compare/?before=1" in text


def test_an_owner_with_a_date_sees_the_review_on_the_start_page(
    anna_client: Client, anna: Person, document: DocumentInfo
) -> None:
    care = {"owner": str(anna.principal.id), "review_on": "2020-01-01"}
    anna_client.post(f"/knowledge/documents/{document.id}/care/", care)
    assert f"/knowledge/documents/{document.id}/" in anna_client.get("/").content.decode()
    listed = anna_client.get(f"/knowledge/{document.base_id}/?show=review").content.decode()
    assert "leave.md" in listed


def test_a_file_that_is_there_is_not_taken_twice_unless_both_are_wanted(
    anna_client: Client, anna: Person, document: DocumentInfo
) -> None:
    again = SimpleUploadedFile("copy.md", FIFTEEN.encode())
    answer = anna_client.post(f"/knowledge/{document.base_id}/upload/", {"files": again}, follow=True)
    text = answer.content.decode()
    assert f"/knowledge/documents/{document.id}/versions/{document.newest.id}/copy/" in text
    with tenant_scope(anna.tenant.id):
        assert len(selectors.documents(document.base_id, principal=anna.principal)) == 1
    anna_client.post(f"/knowledge/documents/{document.id}/versions/{document.newest.id}/copy/", {"name": "copy.md"})
    with tenant_scope(anna.tenant.id):
        names = {each.name for each in selectors.documents(document.base_id, principal=anna.principal)}
    assert names == {"leave.md", "copy.md"}
