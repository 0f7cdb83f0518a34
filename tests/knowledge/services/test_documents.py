"""An upload is on disk before a transaction opens and gone when that fails; a deleted document stays deleted, also where
a backup brings it back."""

from io import BytesIO
from pathlib import Path

import pytest
from django.db import connections

from kit import clock, ledger
from kit.scoping import tenant_scope
from knowledge import files, selectors, services
from knowledge.errors import DocumentNotFound, EmptyFile
from knowledge.models import Base, DocumentVersion
from knowledge.services import add_document, taken_in
from knowledge.services.documents import LEDGER_KIND
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in


def test_a_deletion_is_noted_outside_the_database(keeper: Principal, base: BaseInfo) -> None:
    started, document = clock.now(), bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=document.id, by=keeper)
    (line,) = ledger.lines(ledger.path(), since=started)
    assert (line.kind, line.tenant_id, line.data) == (LEDGER_KIND, keeper.tenant_id, {"document": str(document.id)})


def test_a_restored_backup_loses_a_deleted_document_again(keeper: Principal, base: BaseInfo) -> None:
    document, started = bring_in(keeper, base.id), clock.now()
    with tenant_scope(keeper.tenant_id):  # the line without the deletion: as if the database were from before it
        ledger.note(kind=LEDGER_KIND, data={"document": str(document.id)})
    for _ in range(2):  # a second time finds nothing to do
        ledger.apply_again(ledger.path(), since=started)
    with tenant_scope(keeper.tenant_id):
        with pytest.raises(DocumentNotFound):
            selectors.document(document.id, principal=keeper)
        assert Base.objects.get(id=base.id).live_passages == 0


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def upload(keeper: Principal, base: BaseInfo, *, fail: bool = False, late: bool = False) -> None:
    with taken_in(BytesIO(b"Ten days of leave."), tenant_id=keeper.tenant_id) as stored:
        with tenant_scope(keeper.tenant_id):
            add_document(base_id=base.id, name="a.txt", content=stored, by=keeper)
            if fail:
                raise ZeroDivisionError
        if late:
            raise ZeroDivisionError


def test_what_was_taken_in_becomes_the_document(keeper: Principal, base: BaseInfo, files_of_its_own: Path) -> None:
    upload(keeper, base)
    with tenant_scope(keeper.tenant_id):
        row = DocumentVersion.objects.get()
    assert [str(path.relative_to(files_of_its_own)) for path in kept(files_of_its_own)] == [row.file]
    assert row.size == len(b"Ten days of leave.")


def test_a_transaction_that_fails_leaves_no_file(keeper: Principal, base: BaseInfo, files_of_its_own: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        upload(keeper, base, fail=True)
    assert kept(files_of_its_own) == []


def test_what_fails_after_the_commit_takes_no_file_away(
    keeper: Principal, base: BaseInfo, files_of_its_own: Path
) -> None:
    with pytest.raises(ZeroDivisionError):
        upload(keeper, base, late=True)
    assert len(kept(files_of_its_own)) == 1


def test_the_file_is_copied_while_no_transaction_is_open(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    real = files._keep

    def watched(*given: object) -> None:
        seen.append(connections["default"].in_atomic_block)
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "_keep", watched)
    upload(keeper, base)
    assert seen == [False]


def test_an_empty_file_is_not_taken_in(keeper: Principal, files_of_its_own: Path) -> None:
    with pytest.raises(EmptyFile), taken_in(BytesIO(b""), tenant_id=keeper.tenant_id):
        pass
    assert kept(files_of_its_own) == []
