"""The structure of a file, for whoever needs more than passages."""

import pytest

from kit.scoping import tenant_scope
from knowledge.errors import DocumentNotFound, TextWithheld, Unreadable
from knowledge.models import DocumentVersion, Passage
from knowledge.selectors import blocks, version_file
from knowledge.types import VersionFile
from tests.cast import Person
from tests.stocked import stock

TEXT = """# Fees

Due at once.

| Grade | Fee |
| --- | --- |
| A | 1200 |
"""


@pytest.fixture
def file(transactional_db: None, anna: Person) -> VersionFile:
    held = stock(anna.tenant, text=TEXT, name="fees.md")
    with tenant_scope(anna.tenant.id):
        version = DocumentVersion.objects.get(document_id=held.document_id)
        return version_file(version.id, principal=anna.principal)


def test_a_table_begins_with_its_header(file: VersionFile) -> None:
    found = blocks(file)
    assert [block.kind for block in found] == ["heading", "paragraph", "table_row", "table_row"]
    assert [block.cells for block in found if block.cells] == [("Grade", "Fee"), ("A", "1200")]


def test_a_file_that_is_gone_is_unreadable(file: VersionFile) -> None:
    with pytest.raises(Unreadable):
        blocks(VersionFile(file.version_id, f"{file.file}x", file.name))


def test_what_screening_keeps_back_is_not_handed_on_whole(anna: Person, file: VersionFile) -> None:
    with tenant_scope(anna.tenant.id):
        Passage.objects.update(verdict="refuse")
        with pytest.raises(TextWithheld):
            version_file(file.version_id, principal=anna.principal)


def test_another_tenants_file_is_not_there(cleo: Person, file: VersionFile) -> None:
    with tenant_scope(cleo.tenant.id), pytest.raises(DocumentNotFound):
        version_file(file.version_id, principal=cleo.principal)
