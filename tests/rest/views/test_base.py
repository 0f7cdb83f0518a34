"""Every list comes in parts that follow each other without gap or repetition."""

import httpx
import pytest

from tests.rest.views.test_resources import upload


def whole(api: httpx.Client, path: str, limit: int = 2) -> list[dict]:
    """All parts of a list, one after the other."""
    found, cursor = [], ""
    while True:
        part = api.get(path, params={"limit": limit, "cursor": cursor}).json()
        assert len(part["items"]) <= limit
        found += part["items"]
        if not part["has_more"]:
            assert part["next_cursor"] is None
            return found
        cursor = part["next_cursor"]


def test_bases_bots_documents_and_versions_have_cursors(api, handbook):
    for number in range(4):
        api.post("/api/v1/bases", json={"slug": f"b{number}", "name": f"B{number}"})
        api.post("/api/v1/bots", json={"slug": f"c{number}", "settings": {"name": "C"}})
        upload(api, handbook.base_id, text=f"# Trip {number}\n\ntext", name=f"{number}.md")
        api.put("/api/v1/bots/leave", json={"settings": {"name": f"L{number}"}})
        path = f"/api/v1/documents/{handbook.document_id}/versions"
        api.post(path, files={"file": ("员工手册.md", f"# {number}\n\ntext".encode())})
    documents = f"/api/v1/bases/{handbook.base_id}/documents"
    assert [each["name"] for each in whole(api, "/api/v1/bases")] == ["B0", "B1", "B2", "B3", "手册"]
    assert [each["slug"] for each in whole(api, "/api/v1/bots")] == ["c0", "c1", "c2", "c3", "help", "leave"]
    assert [each["name"] for each in whole(api, documents)] == ["3.md", "2.md", "1.md", "0.md", "员工手册.md"]
    assert [each["number"] for each in whole(api, path)] == [5, 4, 3, 2, 1]
    assert [each["version"] for each in whole(api, "/api/v1/bots/leave/versions")] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("query", [{"cursor": "nonsense"}, {"cursor": "a\0b"}, {"limit": 0}, {"limit": 101}])
def test_a_part_that_does_not_exist_is_refused(api, handbook, query):
    for path in ("/api/v1/bases", "/api/v1/bots", f"/api/v1/bases/{handbook.base_id}/documents"):
        assert api.get(path, params=query).status_code == 400
