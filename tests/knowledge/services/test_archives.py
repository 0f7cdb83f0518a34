"""A ZIP becomes documents, one for each of its files."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.storage import default_storage

from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import ArchiveRefused, BaseNotFound
from knowledge.types import BaseInfo
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge import files

pytestmark = pytest.mark.django_db(transaction=True)


def zipped(**entries: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    stream.seek(0)
    return stream


def test_each_file_is_a_document_named_after_its_folders(keeper: Principal, base: BaseInfo) -> None:
    content = zipped(**{"制度__考勤.md": b"# A", "b.txt": b"b", "in.zip": b"PK"})
    unpacked = services.add_archive(base_id=base.id, content=content, by=keeper)
    assert [each.name for each in unpacked.documents] == ["制度 › 考勤.md", "b.txt"]
    assert [name for name, _ in unpacked.left_out] == ["in.zip"]


def test_the_same_archive_again_gives_next_versions(keeper: Principal, base: BaseInfo) -> None:
    services.add_archive(base_id=base.id, content=zipped(**{"a.txt": b"one"}), by=keeper)
    again = services.add_archive(base_id=base.id, content=zipped(**{"a.txt": b"two"}), by=keeper)
    assert [each.newest.number for each in again.documents] == [2]


def test_an_attack_leaves_nothing(keeper: Principal, base: BaseInfo, tmp_path) -> None:  # type: ignore[no-untyped-def]
    content = io.BytesIO(files.overlapping_zip(tmp_path / "a.zip").read_bytes())
    with pytest.raises(ArchiveRefused):
        services.add_archive(base_id=base.id, content=content, by=keeper)
    with tenant_scope(keeper.tenant_id):
        assert selectors.documents(base.id, principal=keeper) == ()
    assert not default_storage.exists(f"documents/{keeper.tenant_id}")


def test_a_file_with_a_false_checksum_is_left_out_and_the_next_is_taken(keeper: Principal, base: BaseInfo) -> None:
    data = bytearray(zipped(**{"a.txt": b"a" * 500, "b.txt": b"b"}).getvalue())
    at = data.find(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    unpacked = services.add_archive(base_id=base.id, content=io.BytesIO(bytes(data)), by=keeper)
    assert ([each.name for each in unpacked.documents], [name for name, _ in unpacked.left_out]) == (
        ["b.txt"],
        ["a.txt"],
    )


def test_a_reader_can_not_unpack(reader: Principal, base: BaseInfo) -> None:
    with pytest.raises(MayNot):
        services.add_archive(base_id=base.id, content=zipped(**{"a.txt": b"a"}), by=reader)


def test_a_base_of_another_tenant_is_not_there(keeper: Principal, base: BaseInfo, other_tenant_id) -> None:  # type: ignore[no-untyped-def]
    stranger = Principal(
        tenant_id=other_tenant_id, kind="member", id=keeper.id, name="S", roles=frozenset({"knowledge_editor"})
    )
    with pytest.raises(BaseNotFound):
        services.add_archive(base_id=base.id, content=zipped(**{"a.txt": b"a"}), by=stranger)
