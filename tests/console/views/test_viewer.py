"""A document opened at a place."""

import io
import threading
from pathlib import Path

import pytest
from django.test import AsyncClient, Client
from reportlab.pdfgen.canvas import Canvas

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.errors import PagesBusy
from knowledge.models import Passage as PassageRow
from knowledge.selectors import document, pictures, version_passages
from knowledge.services import add_document
from knowledge.types import Passage, VersionInfo
from tests.cast import Person
from tests.console.conftest import page
from tests.stocked import Stock


def pdf(*pages: str) -> io.BytesIO:
    made = io.BytesIO()
    canvas = Canvas(made)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    made.seek(0)
    return made


@pytest.fixture
def paged(anna: Person, handbook: Stock) -> tuple[VersionInfo, Passage]:
    """A PDF of two pages, and the passage on the second."""
    with tenant_scope(anna.tenant.id):
        content = pdf("The first page is about apples.", "The second page is about pears.")
        made = add_document(base_id=handbook.base_id, name="fruit.pdf", content=content, by=anna.principal)
    run_due(anna.tenant.id)
    with tenant_scope(anna.tenant.id):
        version = document(made.id, principal=anna.principal).newest
        return version, version_passages(version.id, principal=anna.principal)[-1]


def test_a_passage_is_marked_where_there_are_no_pages(anna_client: Client, anna: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        version = document(handbook.document_id, principal=anna.principal).newest
        passage = version_passages(version.id, principal=anna.principal)[0]
    text = anna_client.get(page("document", document_id=handbook.document_id), {"passage": passage.id}).content.decode()
    assert 'id="marked"' in text


def test_a_page_is_shown_with_the_mark_of_its_passage_and_its_text(
    anna_client: Client, paged: tuple[VersionInfo, Passage]
) -> None:
    version, passage = paged
    address = page("document", document_id=version.document_id)
    text = anna_client.get(address, {"passage": passage.id}).content.decode()
    assert f'/pages/{passage.page}.jpg"' in text
    assert "<rect x=" in text
    assert "about pears" in text


def test_leafing_leaves_the_mark_behind(anna_client: Client, paged: tuple[VersionInfo, Passage]) -> None:
    version, passage = paged
    address = page("document", document_id=version.document_id)
    text = anna_client.get(address, {"passage": passage.id, "page": "1"}).content.decode()
    assert "about apples" in text
    assert "<rect" not in text


@pytest.mark.parametrize("number", ["0", "-1", "999", "abc", "99999999999"])
def test_a_page_that_is_not_there_gives_one_that_is(
    anna_client: Client, paged: tuple[VersionInfo, Passage], number: str
) -> None:
    address = page("document", document_id=paged[0].document_id)
    assert anna_client.get(address, {"page": number}).status_code == 200


def test_a_page_image_is_private_and_not_sent_twice(anna_client: Client, paged: tuple[VersionInfo, Passage]) -> None:
    address = page("page_image", version_id=paged[0].id, number=1)
    first = anna_client.get(address)
    assert first["Content-Type"] == "image/jpeg"
    assert "private" in first["Cache-Control"]
    assert anna_client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_rights_are_looked_at_before_the_browsers_copy_counts(
    anna_client: Client, cleo: Person, paged: tuple[VersionInfo, Passage]
) -> None:
    address = page("page_image", version_id=paged[0].id, number=1)
    tag = anna_client.get(address)["ETag"]
    assert cleo.client().get(address, headers={"If-None-Match": tag}).status_code == 404


def test_a_page_beyond_the_end_has_no_image(anna_client: Client, paged: tuple[VersionInfo, Passage]) -> None:
    assert anna_client.get(page("page_image", version_id=paged[0].id, number=3)).status_code == 404


def test_a_passage_of_another_document_marks_nothing(
    anna_client: Client, handbook: Stock, paged: tuple[VersionInfo, Passage]
) -> None:
    text = anna_client.get(page("document", document_id=handbook.document_id), {"passage": paged[1].id})
    assert 'id="marked"' not in text.content.decode()


def test_the_original_is_for_who_may_read_the_base(ben: Person, paged: tuple[VersionInfo, Passage]) -> None:
    assert ben.client().get(page("original", version_id=paged[0].id)).status_code == 403


async def test_the_original_is_a_download_in_pieces(anna_client: Client, paged: tuple[VersionInfo, Passage]) -> None:
    client = AsyncClient()
    client.cookies = anna_client.cookies
    response = await client.get(page("original", version_id=paged[0].id))
    body = b"".join([piece async for piece in response.streaming_content])
    assert body[:5] == b"%PDF-"
    assert len(body) == int(response["Content-Length"])
    assert response["Content-Disposition"] == 'attachment; filename="fruit.pdf"'


def test_who_may_only_ask_still_opens_the_source_of_an_answer(ben: Person, handbook: Stock) -> None:
    assert ben.client().get(page("document", document_id=handbook.document_id)).status_code == 200


def hold_back(anna: Person, passage: Passage) -> None:
    with tenant_scope(anna.tenant.id):
        PassageRow.objects.filter(id=passage.id).update(verdict="hold", category="injection", path="Secret heading")


def test_a_withheld_passage_is_named_and_not_shown(anna_client: Client, anna: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        version = document(handbook.document_id, principal=anna.principal).newest
        passage = version_passages(version.id, principal=anna.principal)[0]
    hold_back(anna, passage)
    text = anna_client.get(page("document", document_id=handbook.document_id), {"passage": passage.id}).content.decode()
    assert passage.text[:12] not in text
    assert "Secret heading" not in text
    assert "被内容审核拦截" in text


def test_a_page_with_a_withheld_passage_has_no_picture_and_the_rest_of_its_text(
    anna_client: Client, anna: Person, paged: tuple[VersionInfo, Passage]
) -> None:
    version, passage = paged
    image = page("page_image", version_id=version.id, number=2)
    tag = anna_client.get(image)["ETag"]
    hold_back(anna, passage)
    text = anna_client.get(page("document", document_id=version.document_id), {"page": "2"}).content.decode()
    assert "about pears" not in text
    assert "<img" not in text.split('id="viewer-content"')[1]
    assert anna_client.get(image, headers={"If-None-Match": tag}).status_code == 404
    assert anna_client.get(page("page_image", version_id=version.id, number=1)).status_code == 200


def test_a_page_is_drawn_where_no_unit_waits_for_it(
    anna_client: Client, paged: tuple[VersionInfo, Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing: list[str] = []
    real = pictures.draw_page

    def watched(path: Path, number: int, *, scale: float) -> bytes:
        drawing.append(threading.current_thread().name)
        return real(path, number, scale=scale)

    monkeypatch.setattr(pictures, "draw_page", watched)
    assert anna_client.get(page("page_image", version_id=paged[0].id, number=1)).status_code == 200
    assert drawing[0].startswith("page")


def test_one_page_too_many_is_told_to_come_back(
    anna_client: Client, paged: tuple[VersionInfo, Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise PagesBusy

    monkeypatch.setattr(pictures.Pictures, "_begin", refuse)
    response = anna_client.get(page("page_image", version_id=paged[0].id, number=1))
    assert (response.status_code, response["Retry-After"]) == (503, "2")
