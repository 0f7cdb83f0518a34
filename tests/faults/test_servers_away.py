"""The broker or the database is away for a while: a clear word meanwhile, nothing lost, and all is well after it is back."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from kit.servers import _Valkey
from tests.faults.installation import Installation, eventually, is_away, postgres

pytestmark = pytest.mark.slow
LONGEST_WAIT = 12
CHARACTERS_A_SECOND = 20
"""What the slow model writes; the journal may be a second behind."""


@contextmanager
def without_valkey(held: Installation) -> Iterator[None]:
    _Valkey(held.embedded).stop()
    eventually(lambda: not _Valkey(held.embedded)._answers())
    yield
    held.embedded.start()


@contextmanager
def without_postgres(held: Installation) -> Iterator[None]:
    """As after a crash: nothing is flushed, every connection is cut."""
    postgres(held, "-m", "immediate", "stop")
    assert is_away(held)
    yield
    held.embedded.start()


def question(**more: object) -> dict[str, object]:
    return {"model": "leave", "messages": [{"role": "user", "content": "年假有多少天？"}]} | more


def answers(held: Installation) -> bool:
    with held.api() as api:
        response = api.post("/v1/chat/completions", json=question())
    return response.status_code == 200 and "10 天" in response.text


def test_without_the_broker_chat_goes_on_and_uploads_wait(installation):
    base = installation.seeded["base"]
    with without_valkey(installation), installation.api() as api:
        assert answers(installation)
        health = installation.health().json()
        assert "away" in health["parts"]["broker"]["state"]
        sent = api.post(
            f"/api/v1/bases/{base}/documents", files={"file": ("bikes.md", b"# Bikes\n\nA bike costs 3 euro.")}
        )
        assert sent.status_code == 202, sent.text
        with installation.console() as browser:
            assert browser.get("/chat/").status_code == 200
        with httpx.Client(base_url=installation.widget_url, trust_env=False) as visitor:
            assert visitor.post("/session", json={"site": installation.seeded["site"]}).status_code == 200
    document = sent.json()["id"]
    with installation.api() as api:
        eventually(lambda: api.get(f"/api/v1/documents/{document}").json()["state"] == "ready", seconds=90)
    assert installation.health().json()["parts"]["broker"]["state"] == "ready"


@pytest.fixture
def cut(installation: Installation) -> Iterator[Installation]:
    with without_postgres(installation):
        yield installation


def timed(client: httpx.Client, method: str, address: str, **more: object) -> httpx.Response:
    began = time.monotonic()
    response = client.request(method, address, **more)
    assert time.monotonic() - began < LONGEST_WAIT, f"{address} took {time.monotonic() - began:.1f} s"
    return response


def test_without_the_database_every_door_says_so_in_its_own_way(cut):
    with cut.api(**{"Accept-Language": "zh-hans"}) as api:
        chat = timed(api, "POST", "/v1/chat/completions", json=question())
        assert (chat.status_code, chat.json()["error"]["type"]) == (503, "server_error")
        problem = timed(api, "GET", "/api/v1/bases")
        assert (problem.status_code, problem.headers["Content-Type"]) == (503, "application/problem+json")
        assert "暂时不可用" in problem.json()["title"]
        health = timed(api, "GET", "/healthz")
        assert (health.status_code, health.json()["parts"]["database"]["state"]) == (503, "not reachable")
    with cut.console("en") as browser:
        page = timed(browser, "GET", "/chat/", headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert "not available at the moment" in page.text
        assert "Traceback" not in page.text
        asked = timed(browser, "POST", "/chat/ask/", data={"bot": "leave", "question": "年假"})
        assert (asked.status_code, asked.json()["code"]) == (503, "unavailable")
    with httpx.Client(base_url=cut.widget_url, trust_env=False, timeout=30) as visitor:
        begun = timed(visitor, "POST", "/session", json={"site": cut.seeded["site"]})
        assert (begun.status_code, begun.json()["code"]) == (503, "unavailable")


def test_after_the_database_is_back_the_first_request_works(installation):
    pids = {name: process.pid for name, process in installation.processes.items()}
    for _ in range(4):
        assert answers(installation)
    with without_postgres(installation):
        pass
    assert answers(installation)
    with installation.api() as api:
        sent = api.post(
            f"/api/v1/bases/{installation.seeded['base']}/documents",
            files={"file": ("skates.md", b"# Skates\n\nSkates cost 5 euro.")},
        )
        document = sent.json()["id"]
        eventually(lambda: api.get(f"/api/v1/documents/{document}").json()["state"] == "ready", seconds=90)
    eventually(installation.healthy)
    assert {name: process.pid for name, process in installation.processes.items()} == pids
    installation.audit_holds()


def test_work_that_the_crash_of_the_database_cut_is_done_once(installation):
    base = installation.seeded["base"]
    with installation.api() as api:
        text = "# Rules\n\n" + "\n\n".join(f"Rule {n}: room {n} holds {n * 3} persons." for n in range(1200))
        document = api.post(f"/api/v1/bases/{base}/documents", files={"file": ("rooms.md", text.encode())}).json()["id"]
        eventually(lambda: api.get(f"/api/v1/documents/{document}").json()["stage"] != "received", pause=0.02)
        with without_postgres(installation):
            time.sleep(1)

        def done() -> bool:
            installation.end_leases()
            return bool(api.get(f"/api/v1/documents/{document}").json().get("state") == "ready")

        eventually(done, seconds=90, pause=1)
        newest = api.get(f"/api/v1/documents/{document}").json()["newest"]
    assert (
        installation.rows("SELECT count(*) FROM knowledge_passage WHERE version_id = %s", newest["id"])[0][0]
        == newest["passages"]
    )
    installation.audit_holds()


def test_open_streams_end_with_one_event_and_show_nothing_unrecorded(installation):
    """The database goes while the answer is on its way."""
    seen: list[str] = []
    begun = threading.Event()

    def listen() -> None:
        with (
            installation.api() as api,
            api.stream("POST", "/v1/chat/completions", json=question(model="slow", stream=True)) as response,
        ):
            for line in response.iter_lines():
                if line.startswith("data: "):
                    seen.append(line[6:])
                    begun.set()

    thread = threading.Thread(target=listen)
    thread.start()
    assert begun.wait(20)
    with without_postgres(installation):
        thread.join(30)
        assert not thread.is_alive()
    errors = [line for line in seen if line.startswith("{") and "error" in json.loads(line)]
    assert len(errors) == 1
    assert seen[-1] == errors[0]
    installation.rows("UPDATE chat_turnrow SET lease_until = now() WHERE outcome = ''")
    eventually(lambda: not installation.rows("SELECT 1 FROM chat_turnrow WHERE outcome = ''"), seconds=60)
    last = "SELECT r.outcome, t.answer FROM chat_turnrow r JOIN chat_turntext t ON t.turn_id = r.id"
    outcome, recorded = installation.rows(f"{last} ORDER BY r.created_at DESC LIMIT 1")[0]
    shown = "".join(json.loads(line)["choices"][0]["delta"].get("content", "") for line in seen[:-1])
    assert outcome == "aborted"
    assert shown.startswith(recorded)
    assert len(shown) - len(recorded) <= 3 * CHARACTERS_A_SECOND
    installation.audit_holds()
