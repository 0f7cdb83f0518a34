import gzip
from pathlib import Path

import pytest

from chat.selectors import bot
from chat.services import pause_bot, publish_bot, save_site
from kit.scoping import tenant_scope

STATIC = Path("platform/widget/static/widget")


def directives(response) -> dict[str, str]:
    parts = [part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";")]
    return dict(parts)


def test_the_launcher_is_for_any_page(frame):
    response = frame.get("/widget.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_only_pages_of_the_site_may_frame_the_chat(frame, site):
    response = frame.get(f"/frame/{site.public_id}")
    assert response.status_code == 200
    assert directives(response)["frame-ancestors"] == "'self' https://shop.example.com"
    assert "x-frame-options" not in response.headers


def test_the_frame_runs_no_inline_script_or_style(frame, site):
    policy = directives(frame.get(f"/frame/{site.public_id}"))
    assert "unsafe" not in " ".join(policy.values())
    assert policy["default-src"] == "'none'"


def test_the_consoles_origin_never_frames_the_chat(frame, site, live, anna):
    with tenant_scope(anna.tenant.id):
        origins = [live.console, "https://shop.example.com"]
        save_site(site_id=site.id, bot_slug="help", name="Shop", origins=origins, by=anna.principal)
    assert live.console not in directives(frame.get(f"/frame/{site.public_id}"))["frame-ancestors"]


def test_the_console_does_not_serve_the_frame(live, frame, site):
    assert frame.get(f"{live.console}/frame/{site.public_id}").status_code == 404
    assert frame.get(f"{live.console}/widget.js").status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/models", "/account/login/", "/api/v1/bases"])
def test_the_widgets_origin_serves_nothing_of_the_console(frame, path):
    assert frame.get(path).status_code == 404


@pytest.mark.parametrize("public_id", ["x", "a-b", "a" * 26 + "-" + "a" * 26])
def test_an_unknown_site_gets_a_sentence(frame, transactional_db, public_id):
    response = frame.get(f"/frame/{public_id}")
    assert response.status_code == 404
    assert "此处无法使用该助手。" in response.text


def test_a_closed_bot_has_no_frame(frame, site, anna):
    with tenant_scope(anna.tenant.id):
        publish_bot(bot_id=bot("help").id, published=False, by=anna.principal)
    assert frame.get(f"/frame/{site.public_id}").status_code == 404


def test_a_bot_for_staff_is_not_shown_to_customers(frame, anna, handbook):
    with tenant_scope(anna.tenant.id):
        wrong = save_site(bot_slug="leave", name="Shop", origins=["https://shop.example.com"], by=anna.principal)
    assert frame.get(f"/frame/{wrong.public_id}").status_code == 404


def test_the_frame_speaks_english_where_the_page_does(frame, site):
    assert "Send" in frame.get(f"/frame/{site.public_id}", params={"lang": "en"}).text
    assert "发送" in frame.get(f"/frame/{site.public_id}", params={"lang": "zh"}).text


def test_no_cookie_is_ever_set(frame, site, agreed):
    answers = [frame.get(f"/frame/{site.public_id}"), frame.post("/session", json={"site": site.public_id})]
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_the_whole_widget_fits_into_twenty_kilobytes(frame, site):
    page = frame.get(f"/frame/{site.public_id}").content
    parts = [gzip.compress(path.read_bytes()) for path in STATIC.iterdir()]
    assert sum(map(len, [*parts, gzip.compress(page)])) <= 20_000
    assert len(gzip.compress((STATIC / "launcher.js").read_bytes())) <= 4_000


def test_a_paused_bot_answers_nobody(frame, site, anna, agreed):
    with tenant_scope(anna.tenant.id):
        pause_bot(bot_id=bot("help").id, paused=True, by=anna.principal)
    headers = {"Authorization": f"Bearer {agreed['token']}"}
    answer = frame.post("/ask", json={"question": "年假有几天？", "key": "k" * 12}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "bot_closed"
