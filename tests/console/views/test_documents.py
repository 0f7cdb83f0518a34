"""Documents: uploaded, followed, versioned, switched, deleted."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from kit.errors import Unavailable
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import files, services
from knowledge.selectors import document, documents, version_passages
from tests.cast import Person
from tests.console.conftest import page, said
from tests.stocked import Stock


def file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def test_several_files_at_once_and_the_bad_one_is_named(english: Client, anna: Person, handbook: Stock) -> None:
    files = [file("one.md", "# One\n\nThe first thing is blue."), file("empty.txt", "")]
    text = said(english, page("upload", base_id=handbook.base_id), {"files": files})
    assert "1 file is being read." in text
    assert "empty.txt: The file is empty." in text
    assert "one.md" in text


def test_a_file_of_a_known_name_becomes_the_next_version(english: Client, anna: Person, handbook: Stock) -> None:
    said(english, page("upload", base_id=handbook.base_id), {"files": [file("员工手册.md", "# 手册\n\n年假 12 天。")]})
    run_due(anna.tenant.id)
    with tenant_scope(anna.tenant.id):
        assert document(handbook.document_id, principal=anna.principal).version == 2
        assert len(documents(handbook.base_id, principal=anna.principal)) == 1


def test_a_row_asks_again_until_its_document_is_ready(english: Client, anna: Person, handbook: Stock) -> None:
    said(english, page("upload", base_id=handbook.base_id), {"files": [file("one.md", "# One\n\nBlue.")]})
    with tenant_scope(anna.tenant.id):
        new = documents(handbook.base_id, principal=anna.principal)[0]
    address = page("document_row", document_id=new.id)
    assert 'hx-trigger="every 1500ms"' in english.get(address).content.decode()
    run_due(anna.tenant.id)
    response = english.get(address)
    assert "hx-trigger" not in response.content.decode()
    assert "is ready to be asked about" in response["HX-Trigger"]


def test_a_file_that_cannot_be_read_says_what_to_do_and_can_be_tried_again(
    english: Client, anna: Person, handbook: Stock
) -> None:
    said(english, page("upload", base_id=handbook.base_id), {"files": [file("broken.pdf", "%PDF-1.7 nothing")]})
    run_due(anna.tenant.id)
    text = english.get(page("base", base_id=handbook.base_id)).content.decode()
    assert "Failed" in text
    assert "Try again" in text
    with tenant_scope(anna.tenant.id):
        broken = documents(handbook.base_id, principal=anna.principal)[0]
    said(english, page("retry", document_id=broken.id))
    with tenant_scope(anna.tenant.id):
        assert document(broken.id, principal=anna.principal).state == "working"


def test_nothing_chosen_is_told(english: Client, handbook: Stock) -> None:
    assert "Choose at least one file." in said(english, page("upload", base_id=handbook.base_id))


def test_a_passage_is_taken_out_of_search_and_put_back(english: Client, anna: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        version = document(handbook.document_id, principal=anna.principal).newest
        passage = version_passages(version.id, principal=anna.principal)[0]
    address = page("switch_passage", passage_id=passage.id)
    assert 'class="off"' in english.post(address).content.decode()
    assert 'class="off"' not in english.post(address, {"on": "on"}).content.decode()


def test_validity_counts_whole_days_of_the_tenants_zone(english: Client, anna: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        version = document(handbook.document_id, principal=anna.principal).newest
    address = page("set_validity", document_id=handbook.document_id, version_id=version.id)
    said(english, address, {"valid_from": "2020-01-01", "valid_until": "2020-12-31"})
    with tenant_scope(anna.tenant.id):
        found = document(handbook.document_id, principal=anna.principal)
    assert found.newest.valid_until is not None
    assert found.newest.valid_until.date() == date(2020, 12, 31)
    assert found.version == 0


def test_a_deleted_document_is_gone(english: Client, handbook: Stock) -> None:
    assert "is deleted." in said(english, page("delete_document", document_id=handbook.document_id))
    assert english.get(page("manage_document", document_id=handbook.document_id)).status_code == 404


def test_a_new_version_needs_a_file(english: Client, handbook: Stock) -> None:
    text = said(english, page("add_version", document_id=handbook.document_id))
    assert "This field is required." in text


@pytest.mark.parametrize("name", ["manage_document", "document_row", "document"])
def test_another_tenants_document_is_not_there(cleo: Person, handbook: Stock, name: str) -> None:
    assert cleo.client().get(page(name, document_id=handbook.document_id)).status_code == 404


def test_no_transaction_waits_for_an_uploaded_file(
    english: Client, handbook: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    real = files._keep

    def watched(*given: object) -> None:
        seen.append(connections["default"].in_atomic_block)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "_keep", watched)
    said(english, page("upload", base_id=handbook.base_id), {"files": [file("one.md", "# One\n\nBlue.")]})
    said(english, page("add_version", document_id=handbook.document_id), {"file": file("two.md", "# Two\n\nRed.")})
    assert seen == [False, False]


def test_an_upload_that_could_not_be_noted_leaves_no_file(
    english: Client, anna: Person, handbook: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**given: object) -> None:
        raise Unavailable

    def kept() -> set[Path]:
        return set(Path(default_storage.location, "documents", str(anna.tenant.id)).iterdir())

    before = kept()
    monkeypatch.setattr(services.documents, "enqueue", fail)
    text = said(english, page("upload", base_id=handbook.base_id), {"files": [file("one.md", "# One\n\nBlue.")]})
    said(english, page("add_version", document_id=handbook.document_id), {"file": file("two.md", "# Two\n\nRed.")})
    assert "one.md" in text
    assert kept() == before
