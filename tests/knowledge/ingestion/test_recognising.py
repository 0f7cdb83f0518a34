"""A scan on its way in: its text, its quality, and turns that let others through."""

import io
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.ingestion import recognising
from knowledge.types import BaseInfo, DocumentInfo, VersionInfo
from tenants.types import Principal
from tests.knowledge import files

LINES = ["Annual leave is ten days", "after one year of service", "and fifteen after ten years."]


def scanned(tmp_path: Path, pages: int) -> bytes:
    return files.scan(
        tmp_path / "scan.pdf", *[files.text_picture([f"Page {n}", *LINES]) for n in range(pages)]
    ).read_bytes()


def add(content: bytes, keeper: Principal, base: BaseInfo, name: str = "scan.pdf") -> UUID:
    with tenant_scope(keeper.tenant_id):
        return services.add_document(base_id=base.id, name=name, content=io.BytesIO(content), by=keeper).id


def document(document_id: UUID, keeper: Principal) -> DocumentInfo:
    with tenant_scope(keeper.tenant_id):
        return selectors.document(document_id, principal=keeper)


def newest(document_id: UUID, keeper: Principal) -> VersionInfo:
    return document(document_id, keeper).newest


def test_a_scan_becomes_passages_with_page_and_box(tmp_path: Path, keeper: Principal, base: BaseInfo) -> None:
    document_id = add(scanned(tmp_path, 2), keeper, base)
    run_due(keeper.tenant_id)
    version = newest(document_id, keeper)
    with tenant_scope(keeper.tenant_id):
        passages = selectors.version_passages(version.id, principal=keeper)
    assert [passage.page for passage in passages] == [1, 2]
    assert "ten days" in passages[0].text
    left, top, right, bottom = passages[0].box or (0, 0, 0, 0)
    assert 0.05 < left < 0.15
    assert 0.07 < top < bottom < 0.35
    assert 0.3 < right < 0.8


def test_its_quality_says_how_much_was_recognised_and_how_surely(
    tmp_path: Path, keeper: Principal, base: BaseInfo
) -> None:
    document_id = add(scanned(tmp_path, 1), keeper, base)
    run_due(keeper.tenant_id)
    quality = newest(document_id, keeper).quality
    assert quality is not None
    assert (quality.recognised, quality.recognised_share, quality.waiting, quality.doubtful) == (1, 1.0, 0, ())
    assert quality.confidence is not None
    assert quality.confidence > 0.9


def test_a_picture_is_a_document_too(keeper: Principal, base: BaseInfo) -> None:
    out = io.BytesIO()
    files.text_picture(LINES).save(out, "PNG")
    document_id = add(out.getvalue(), keeper, base, "notice.png")
    run_due(keeper.tenant_id)
    version = newest(document_id, keeper)
    assert (version.state, version.format, version.pages, version.drawn) == ("ready", "PNG", 1, True)


def test_a_picture_without_text_fails_with_the_reason(keeper: Principal, base: BaseInfo) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(out, "PNG")
    document_id = add(out.getvalue(), keeper, base, "blank.png")
    run_due(keeper.tenant_id)
    assert (newest(document_id, keeper).state, newest(document_id, keeper).error) == ("failed", "no_text_seen")


def test_a_long_scan_lets_others_through_and_keeps_what_it_has(
    tmp_path: Path, keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "TURN", 0.0)
    monkeypatch.setattr(recognising, "KEEP_EVERY", 0.0)
    asked: list[int] = []
    begin = recognising.Turn.__init__

    def noted(self: recognising.Turn, *arguments: object) -> None:
        begin(self, *arguments)  # type: ignore[arg-type]
        asked.append(len(self.pages))

    monkeypatch.setattr(recognising.Turn, "__init__", noted)
    document_id = add(scanned(tmp_path, 5), keeper, base)
    run_due(keeper.tenant_id)
    assert newest(document_id, keeper).state == "ready"
    assert len(asked) > 1
    assert asked == sorted(set(asked))


def test_a_deletion_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch, files_of_its_own: Path
) -> None:
    monkeypatch.setattr(recognising, "KEEP_EVERY", 0.0)
    document_id = add(scanned(tmp_path, 4), keeper, base)
    keep = recognising.Turn._keep

    def delete_first(self: recognising.Turn, waiting: int) -> None:
        with tenant_scope(keeper.tenant_id):
            services.delete_document(document_id=document_id, by=keeper)
        keep(self, waiting)

    monkeypatch.setattr(recognising.Turn, "_keep", delete_first)
    run_due(keeper.tenant_id)
    assert not [path for path in files_of_its_own.rglob("*") if path.is_file()]
