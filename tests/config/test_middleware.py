import re


def test_every_answer_names_its_request(client, transactional_db):
    assert re.fullmatch(r"[0-9a-f-]{36}", client.get("/healthz")["X-Request-ID"])


def test_a_harmless_id_of_the_caller_is_kept(client, transactional_db):
    assert client.get("/healthz", headers={"X-Request-ID": "crm-2026-0001"})["X-Request-ID"] == "crm-2026-0001"


def test_a_strange_id_is_replaced(client, transactional_db):
    given = "x" * 100
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_each_origin_serves_its_own_addresses(client, transactional_db, settings):
    host = settings.WIDGET_URL.removeprefix("http://")
    assert client.get("/widget.js", headers={"Host": host}).status_code == 200
    assert client.get("/widget.js").status_code == 404
    assert client.get("/healthz", headers={"Host": host}).status_code == 404
