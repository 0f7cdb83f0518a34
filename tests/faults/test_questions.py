"""Questions that no person types: each gets a clear refusal or an honest answer, at every door, and nothing breaks."""

import json
from typing import Any

import httpx
import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.slow

QUESTIONS = {
    "a megabyte": "年" * (1 << 20),
    "nothing": "",
    "only blanks": " \t\n\u3000",
    "only control characters": "\x00\x01\x02\x1f\x7f",
    "NUL in the middle": "年假\x00有多少天？",
    "half of a character": "年假\ud800有多少天？",
    "the other half": "\udfff",
    "written backwards": "\u202e年假有多少天？\u202c",
    "ten thousand zero-width characters": "\u200b" * 10_000,
    "three thousand zero-width characters": "\u200b" * 3_000,
    "zero-width characters between": "\u200b".join("年假有多少天？"),
    "mixed scripts": "年假 annual отпуск 휴가 إجازة छुट्टी 有多少天？👨‍👩‍👧‍👦 ",
    "stacked marks": "年" + "\u0301" * 2_000 + "假",
    "not a character": "\ufffe\uffff\U0010ffff",
    "an SQL quote": "'; DROP TABLE chat_turnrow; --",
    "percent signs": "%s %(question)s %% {0} ${x}",
    "one word of four thousand letters": "a" * 4_000,
    "full of brackets": "[" * 4_000,
}
"""What is sent → under which name it is reported."""

ENDS = {"answered", "not_in_material", "refused", "clarify", "direct"}


def ascii_json(**body: Any) -> bytes:
    """As json.dumps spells lone surrogates: escaped, so that they arrive."""
    return json.dumps(body, ensure_ascii=True).encode()


@pytest.fixture
def api(installation: Installation):
    with installation.api(**{"Content-Type": "application/json", "Accept-Language": "en"}) as client:
        yield client


def is_clear(response: httpx.Response) -> bool:
    """4xx with a sentence."""
    body = response.json()
    says = body["error"]["message"] if "error" in body else body.get("title") or body.get("says")
    return 400 <= response.status_code < 500 and len(says) > 10


def turns(installation: Installation) -> int:
    return int(installation.rows("SELECT count(*) FROM chat_turnrow WHERE outcome IS NULL OR outcome = ''")[0][0])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_openai_door_answers_or_says_why_not(api, name):
    messages = [{"role": "user", "content": QUESTIONS[name]}]
    response = api.post("/v1/chat/completions", content=ascii_json(model="leave", messages=messages))
    assert is_clear(response) or response.json()["outcome"] in ENDS, response.text


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_rest_door_answers_or_says_why_not(api, installation, name):
    response = api.post("/api/v1/turns", content=ascii_json(bot="leave", question=QUESTIONS[name]))
    assert is_clear(response) or response.json()["outcome"] in ENDS, response.text
    assert turns(installation) == 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_console_answers_or_says_why_not(installation, name):
    with installation.console() as client:
        question = QUESTIONS[name].encode("utf-8", "surrogatepass")
        response = client.post("/chat/ask/", data={"bot": b"leave", "question": question})
    assert ended(response) or is_clear(response), response.text


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_widget_answers_or_says_why_not(installation, visitor, name):
    body = ascii_json(question=QUESTIONS[name], key="0123456789" + str(hash(name)))
    response = visitor.post("/ask", content=body)
    assert ended(response) or is_clear(response), response.text


def ended(response: httpx.Response) -> bool:
    """A stream with exactly one end."""
    return (
        response.status_code == 200 and response.text.count("event: closed") + response.text.count("event: failed") == 1
    )


@pytest.fixture(scope="module")
def visitor(running: Installation):
    with httpx.Client(base_url=running.widget_url, trust_env=False, timeout=60, params={"lang": "en"}) as client:
        answer = client.post("/session", json={"site": running.seeded["site"]})
        assert answer.status_code == 200, answer.text + running.log("serve")[-2000:]
        session = answer.json()
        client.headers["Authorization"] = f"Bearer {session['token']}"
        client.post("/consent", json={"notice_id": session["notice"]["id"]}).raise_for_status()
        yield client


NUL = "a\x00b"
BODIES: list[tuple[str, dict[str, Any]]] = [
    ("/v1/chat/completions", {"model": NUL, "messages": [{"role": "user", "content": "年假"}]}),
    ("/v1/chat/completions", {"model": "leave", "user": NUL, "messages": [{"role": "user", "content": "年假"}]}),
    ("/v1/chat/completions", {"model": "leave", "messages": [{"role": "system", "content": NUL}, {"role": "user", "content": "年假"}]}),
    ("/v1/chat/completions", {"model": "leave", "stop": NUL, "messages": [{"role": "user", "content": "年假"}]}),
    ("/api/v1/turns", {"bot": "leave", "question": "年假", "user": NUL}),
    ("/api/v1/turns", {"bot": "leave", "question": "年假", "user": "\ud800"}),
    ("/api/v1/search", {"question": NUL}),
    ("/api/v1/bases", {"slug": "x", "name": NUL}),
]  # fmt: skip


@pytest.mark.parametrize(("address", "body"), BODIES)
def test_what_the_database_cannot_hold_is_refused_in_every_field(api, address, body):
    response = api.post(address, content=ascii_json(**body))
    assert response.status_code < 500, response.text


@pytest.mark.parametrize(
    ("address", "body"), [("/session", {"site": NUL}), ("/ask", {"question": "年假", "key": "12345678\x00"})]
)
def test_nor_in_any_field_of_the_widget(installation, visitor, address, body):
    assert is_clear(visitor.post(address, content=ascii_json(**body)))


@pytest.mark.parametrize("address", ["/chat/?q=%00", "/chat/?bot=%00", "/documents/?q=%00", "/audit/?q=%00"])
def test_what_the_database_cannot_hold_is_no_fault_in_an_address_either(installation, address):
    with installation.console() as client:
        assert client.get(address).status_code < 500


def test_a_body_that_no_question_has_is_refused_before_it_is_kept(api):
    response = api.post("/api/v1/turns", content=b"[" * (3 << 20))
    assert response.status_code == 413
    assert response.json()["code"] == "request_too_large"


def test_a_page_says_so_in_the_language_of_its_reader(installation):
    with installation.console("zh-hans") as client:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        response = client.post("/members/", content=b"a=" + b"b" * (3 << 20), headers=kind)
    assert response.status_code == 413
    assert response.headers["Content-Type"].startswith("text/html")
    assert "内容过大" in response.text
