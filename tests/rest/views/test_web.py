from django.test import Client


def call(anna_key, method, address, body=None):
    return getattr(Client(), method)(
        f"/api/v1/{address}", body, content_type="application/json", headers={"Authorization": f"Bearer {anna_key}"}
    )


def add(anna_key, handbook, **more):
    body = {"kind": "list", "addresses": ["https://example.com/a", "https://example.com/b"], "every": "daily"} | more
    return call(anna_key, "post", f"bases/{handbook.base_id}/web-sources", body)


def test_a_list_is_taken_in_and_its_pages_are_listed(handbook, anna_key):
    made = add(anna_key, handbook)
    assert made.status_code == 202
    assert (made.json()["counts"], made.json()["reading"]) == ({"waiting": 2}, True)
    first = call(anna_key, "get", f"web-sources/{made.json()['id']}/pages?limit=1").json()
    assert ([each["address"] for each in first["items"]], first["has_more"]) == (["https://example.com/a"], True)
    rest = call(anna_key, "get", f"web-sources/{made.json()['id']}/pages?cursor={first['next_cursor']}").json()
    assert [each["address"] for each in rest["items"]] == ["https://example.com/b"]


def test_an_address_that_leads_inside_is_a_problem(handbook, anna_key):
    answer = add(anna_key, handbook, addresses=["http://127.0.0.1:5432/"])
    assert (answer.status_code, answer.json()["code"]) == (400, "web_address_bad")


def test_the_schedule_changes_and_the_source_goes(handbook, anna_key):
    address = f"web-sources/{add(anna_key, handbook).json()['id']}"
    assert call(anna_key, "patch", address, {"every": "off"}).json()["due_at"] is None
    assert call(anna_key, "post", f"{address}/reading").status_code == 409
    assert call(anna_key, "delete", address).status_code == 204
    assert call(anna_key, "get", address).status_code == 404
