from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from kit.errors import Unavailable
from knowledge import files
from knowledge.services import documents
from tests.stocked import HANDBOOK


def post(anna_key, address):
    file = SimpleUploadedFile("差旅.md", HANDBOOK.encode(), "text/markdown")
    return Client().post(address, {"file": file, "keep_both": "true"}, headers={"Authorization": f"Bearer {anna_key}"})


def addresses(handbook):
    return (f"/api/v1/bases/{handbook.base_id}/documents", f"/api/v1/documents/{handbook.document_id}/versions")


def kept(tenant):
    return set(Path(default_storage.location, "documents", str(tenant.id)).iterdir())


def test_no_transaction_waits_for_the_file(handbook, anna_key, monkeypatch):
    seen = []
    real = files._keep

    def watched(*given):
        seen.append(connections["default"].in_atomic_block)
        real(*given)

    monkeypatch.setattr(files, "_keep", watched)
    assert [post(anna_key, each).status_code for each in addresses(handbook)] == [202, 202]
    assert seen == [False, False]


def test_an_upload_that_could_not_be_noted_leaves_no_file(acorn, handbook, anna_key, monkeypatch):
    before = kept(acorn)

    def fail(**given):
        raise Unavailable

    monkeypatch.setattr(documents, "enqueue", fail)
    assert [post(anna_key, each).status_code for each in addresses(handbook)] == [503, 503]
    assert before == kept(acorn) != set()


def test_whom_a_document_is_for_can_be_changed_and_is_heeded_by_search(handbook, anna_key):
    client, headers = Client(), {"Authorization": f"Bearer {anna_key}"}
    address = f"/api/v1/documents/{handbook.document_id}"
    given = {"tags": ["leave"], "audience": {"city": ["上海"]}}
    changed = client.patch(address, given, content_type="application/json", headers=headers)
    assert changed.status_code == 200
    assert changed.json()["audience"] == {"city": ["上海"]}
    found = {
        city: client.post(
            "/api/v1/search",
            {"question": "年假有几天", "filters": {"tags": ["leave"], "attributes": {"city": city}}},
            content_type="application/json",
            headers=headers,
        ).json()["items"]
        for city in ("上海", "北京")
    }
    assert found["上海"]
    assert found["北京"] == []
