import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


def post(anna_key, base_id, data):
    file = SimpleUploadedFile("a.zip", data, "application/zip")
    return Client().post(
        f"/api/v1/bases/{base_id}/archives", {"file": file}, headers={"Authorization": f"Bearer {anna_key}"}
    )


def test_an_archive_answers_with_its_documents_and_what_was_left_out(handbook, anna_key):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("rules/travel.md", "# Travel")
        archive.writestr("old.rar", "x")
    answer = post(anna_key, handbook.base_id, stream.getvalue())
    assert answer.status_code == 202
    assert [each["name"] for each in answer.json()["documents"]] == ["rules › travel.md"]
    assert [each["name"] for each in answer.json()["left_out"]] == ["old.rar"]


def test_what_is_no_archive_is_a_problem_with_a_reason(handbook, anna_key):
    answer = post(anna_key, handbook.base_id, b"no archive")
    assert (answer.status_code, answer.json()["code"]) == (400, "archive_refused")
