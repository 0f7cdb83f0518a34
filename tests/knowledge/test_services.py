"""Services change bases and documents for those who may, refuse bad files clearly, and put each change on record."""

import errno
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage

from audit.models import Entry
from kit.errors import Forbidden, Invalid
from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import (
    BaseNotFound,
    DocumentNotFound,
    EmptyFile,
    FileTooLarge,
    NothingToRetry,
    PageNotFound,
    PassageNotFound,
    SlugTaken,
    StorageFull,
)
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import bring_in, keeper_of


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_short_name_is_given_once_in_a_tenant(keeper: Principal, base: BaseInfo, other_tenant_id: UUID) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(SlugTaken):
        services.create_base(slug="rules", name="Again", by=keeper)
    with tenant_scope(other_tenant_id):
        services.create_base(slug="rules", name="Ours", by=keeper_of(other_tenant_id))


@pytest.mark.parametrize(
    "wrong",
    [{"slug": "Rules!"}, {"slug": ""}, {"name": "  "}, {"sensitivity": "secret"}, {"language": "xx"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_base_that_does_not_fit_is_refused(keeper: Principal, wrong: dict[str, Any]) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid) as problem:
        services.create_base(**({"slug": "other", "name": "Other", "by": keeper} | wrong))
    assert problem.value.field == next(iter(wrong))


def test_who_may_not_write_changes_nothing(reader: Principal, base: BaseInfo) -> None:
    with tenant_scope(reader.tenant_id):
        for refused in (
            lambda: services.create_base(slug="mine", name="Mine", by=reader),
            lambda: services.save_base(base_id=base.id, name="Mine", by=reader),
            lambda: services.delete_base(base_id=base.id, by=reader),
            lambda: services.add_document(base_id=base.id, name="a.txt", content=BytesIO(b"a"), by=reader),
            lambda: services.delete_document(document_id=new_id(), by=reader),
        ):
            with pytest.raises(Forbidden):
                refused()
        assert selectors.base(base.id, principal=reader) == base


def test_another_tenants_objects_are_not_there(keeper: Principal, base: BaseInfo, other_tenant_id: UUID) -> None:
    document = bring_in(keeper, base.id)
    stranger = keeper_of(other_tenant_id)
    with tenant_scope(keeper.tenant_id):
        passage = selectors.version_passages(document.newest.id, principal=keeper)[0]
    with tenant_scope(other_tenant_id):
        for error, call in (
            (BaseNotFound, lambda: services.save_base(base_id=base.id, name="Taken", by=stranger)),
            (BaseNotFound, lambda: services.delete_base(base_id=base.id, by=stranger)),
            (BaseNotFound, lambda: selectors.base(base.id, principal=stranger)),
            (
                BaseNotFound,
                lambda: services.add_document(base_id=base.id, name="a", content=BytesIO(b"a"), by=stranger),
            ),
            (
                DocumentNotFound,
                lambda: services.add_version(document_id=document.id, content=BytesIO(b"a"), by=stranger),
            ),
            (DocumentNotFound, lambda: services.delete_document(document_id=document.id, by=stranger)),
            (DocumentNotFound, lambda: services.retry(version_id=document.newest.id, by=stranger)),
            (DocumentNotFound, lambda: selectors.document(document.id, principal=stranger)),
            (DocumentNotFound, lambda: selectors.page_source(document.newest.id, 1, principal=stranger)),
            (DocumentNotFound, lambda: selectors.open_file(document.newest.id, principal=stranger)),
            (PassageNotFound, lambda: selectors.passage(passage.id, principal=stranger)),
            (PassageNotFound, lambda: services.switch_passage(passage_id=passage.id, on=False, by=stranger)),
        ):
            with pytest.raises(error):
                call()


def test_a_base_of_other_groups_hides_its_documents_everywhere(
    keeper: Principal, base: BaseInfo, reader: Principal
) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        passage = selectors.version_passages(document.newest.id, principal=reader)[0]
        services.save_base(base_id=base.id, groups=[new_id()], by=keeper)
        assert selectors.bases(reader) == ()
        assert selectors.documents(base.id, principal=reader) == ()
        assert selectors.version_passages(document.newest.id, principal=reader) == ()
        for error, call in (
            (BaseNotFound, lambda: selectors.base(base.id, principal=reader)),
            (DocumentNotFound, lambda: selectors.document(document.id, principal=reader)),
            (DocumentNotFound, lambda: selectors.versions(document.id, principal=reader)),
            (DocumentNotFound, lambda: selectors.open_file(document.newest.id, principal=reader)),
            (PassageNotFound, lambda: selectors.passage(passage.id, principal=reader)),
        ):
            with pytest.raises(error):
                call()


def test_files_lie_under_keys_that_no_uploader_chose(keeper: Principal, base: BaseInfo, files_of_its_own: Path) -> None:
    document = bring_in(keeper, base.id, name="../../etc/pass\x00wd\r\n.md")
    assert document.name == "passwd.md"
    (path,) = stored(files_of_its_own)
    assert re.fullmatch(r"documents/[0-9a-f-]{36}/[0-9a-f-]{36}", str(path.relative_to(files_of_its_own)))


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 256])
def test_a_name_that_is_none_is_refused(keeper: Principal, base: BaseInfo, name: str) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid):
        services.add_document(base_id=base.id, name=name, content=BytesIO(b"text"), by=keeper)


def test_files_that_are_empty_or_too_large_leave_nothing(
    keeper: Principal, base: BaseInfo, files_of_its_own: Path, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    for error, content in ((EmptyFile, b""), (FileTooLarge, b"x" * ((1 << 20) + 1))):
        with pytest.raises(error), tenant_scope(keeper.tenant_id):
            services.add_document(base_id=base.id, name="a.txt", content=BytesIO(content), by=keeper)
    assert stored(files_of_its_own) == []
    with tenant_scope(keeper.tenant_id):
        assert selectors.documents(base.id, principal=keeper) == ()


def test_a_full_disk_refuses_the_upload_and_keeps_nothing(
    keeper: Principal, base: BaseInfo, files_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = default_storage.save

    def half(name: str, content: Any) -> str:
        real(name, BytesIO(b"half"))  # type: ignore[arg-type]
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch, tenant_scope(keeper.tenant_id):
        patch.setattr(default_storage, "save", half)
        with pytest.raises(StorageFull):
            services.add_document(base_id=base.id, name="a.txt", content=BytesIO(b"text"), by=keeper)
    assert stored(files_of_its_own) == []


def test_only_what_failed_is_tried_again(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id), pytest.raises(NothingToRetry):
        services.retry(version_id=document.newest.id, by=keeper)


def test_a_time_that_ends_before_it_begins_is_refused(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    first, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    with tenant_scope(keeper.tenant_id), pytest.raises(Invalid):
        services.set_validity(version_id=document.newest.id, valid_from=later, valid_until=first, by=keeper)


def test_deleting_takes_the_files_along(keeper: Principal, base: BaseInfo, files_of_its_own: Path) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=document.id, content=BytesIO(b"# Other\n\ntext"), by=keeper)
    run_due(keeper.tenant_id)
    assert len(stored(files_of_its_own)) == 2
    with tenant_scope(keeper.tenant_id):
        services.delete_base(base_id=base.id, by=keeper)
    assert stored(files_of_its_own) == []


def test_each_change_is_on_record(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        passage = selectors.version_passages(document.newest.id, principal=keeper)[0]
        services.switch_passage(passage_id=passage.id, on=False, by=keeper)
        services.save_base(base_id=base.id, name="New name", by=keeper)
        services.delete_document(document_id=document.id, by=keeper)
        events = Entry.objects.filter(event__startswith="knowledge.").order_by("id").values_list("event", flat=True)
        assert list(events) == [
            "knowledge.base_created",
            "knowledge.document_added",
            "knowledge.version_ready",
            "knowledge.passage_switched",
            "knowledge.base_saved",
            "knowledge.document_deleted",
        ]


def test_a_page_of_a_format_without_pages_is_not_there(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id), pytest.raises(PageNotFound):
        selectors.page_source(document.newest.id, 1, principal=keeper)


def test_the_strictest_base_decides_where_text_may_go(keeper: Principal, base: BaseInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        public = services.create_base(slug="open", name="Open", sensitivity="public", by=keeper)
        assert selectors.sensitivity_of([public.id]) == "public"
        assert selectors.sensitivity_of([public.id, base.id]) == "internal"
        assert selectors.sensitivity_of([public.id, new_id()]) == "confidential"


def test_the_owner_of_a_base_reads_it_by_its_short_name(keeper: Principal, base: BaseInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        assert selectors.base_by_slug("rules", principal=replace(keeper, groups=frozenset())).id == base.id
