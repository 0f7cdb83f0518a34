"""Ratings, clusters and figures through the API."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from chat.models import TurnRow
from desk.models import Rating
from tests import cast
from tests.cast import Person
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, desk

__all__ = ["desk"]


@pytest.fixture
def web() -> Client:
    return Client()


@pytest.fixture
def key(anna: Person) -> dict[str, str]:
    return {"Authorization": f"Bearer {cast.key(anna)}"}


def asked(web: Client, desk: Desk, key: dict[str, str], question: str, user: str = "guest") -> UUID:
    body = {"bot": desk.stock.bot, "question": question, "user": user}
    answer = web.post("/api/v1/turns", body, content_type="application/json", headers=key)
    assert answer.status_code == 200, answer.content
    return UUID(answer.json()["turn_id"])


def rated(web: Client, key: dict[str, str], turn: UUID, **body: Any) -> Any:
    return web.put(f"/api/v1/turns/{turn}/rating", body, content_type="application/json", headers=key)


def test_a_bad_rating_with_its_reason_brings_the_question_to_the_list(
    web: Client, desk: Desk, key: dict[str, str]
) -> None:
    for _ in range(2):
        turn = asked(web, desk, key, KNOWN)
        found = rated(web, key, turn, verdict="bad", reason="outdated", user="guest")
        assert (found.status_code, found.json()["reason"]) == (200, "outdated")
    desk.work()
    (listed,) = web.get("/api/v1/clusters", headers=key).json()["items"]
    assert (listed["wording"], listed["asks"], listed["causes"]) == (KNOWN, 2, {"outdated": 2})
    one = web.get(f"/api/v1/clusters/{listed['id']}", headers=key).json()
    assert "10 天" in one["answer"]
    assert len(one["asked"]) == 2


@pytest.mark.parametrize(
    "body", [{}, {"verdict": "meh"}, {"verdict": "bad", "stars": 5}, {"verdict": "good", "reason": "wrong"}]
)
def test_a_rating_that_is_none_is_400(web: Client, desk: Desk, key: dict[str, str], body: dict[str, Any]) -> None:
    turn = asked(web, desk, key, KNOWN)
    assert rated(web, key, turn, user="guest", **body).status_code == 400


def test_another_users_answer_is_404(web: Client, desk: Desk, key: dict[str, str]) -> None:
    turn = asked(web, desk, key, KNOWN)
    assert rated(web, key, turn, verdict="bad", user="somebody").status_code == 404


def test_a_rating_is_taken_back(web: Client, desk: Desk, key: dict[str, str]) -> None:
    turn = asked(web, desk, key, KNOWN)
    rated(web, key, turn, verdict="bad", user="guest")
    assert web.delete(f"/api/v1/turns/{turn}/rating?user=guest", headers=key).status_code == 204
    assert desk.unit(Rating.objects.count) == 0


def test_the_figures_say_what_was_not_answered(web: Client, desk: Desk, key: dict[str, str]) -> None:
    asked(web, desk, key, KNOWN)
    asked(web, desk, key, UNKNOWN)
    desk.work()
    found = web.get("/api/v1/figures?days=7&step=week", headers=key).json()
    assert (found["asked"], found["unanswered"]) == (2, 1)
    assert found["documents"][0]["cited"] >= 1
    assert desk.unit(TurnRow.objects.count) == 2


@pytest.mark.parametrize("query", ["days=0", "days=9999", "step=year", "bot=nobody"])
def test_figures_of_nonsense_are_refused(web: Client, desk: Desk, key: dict[str, str], query: str) -> None:
    assert web.get(f"/api/v1/figures?{query}", headers=key).status_code in (400, 404)
