"""Answers that touch an open conflict cite both sides, for who may read both; and what has ended is used by no path."""

import asyncio
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from kit import clock, outbox
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import OverlapInfo
from tests.cast import Person
from tests.stocked import Stock, stock

TEN = "# 婚假\n\n员工结婚时享有婚假10天,须提供结婚证。\n"
THIRTEEN = "# 婚假\n\n员工结婚的,享有婚假13天,须提供结婚证。\n"


@pytest.fixture
def handbook(transactional_db: None, anna: Person) -> Stock:
    """A base with two documents that disagree about marriage leave."""
    held = stock(anna.tenant, text=TEN, name="旧制度.md")
    with tenant_scope(anna.tenant.id):
        services.add_document(
            base_id=held.base_id, name="新制度.md", content=BytesIO(THIRTEEN.encode()), by=anna.principal
        )
    outbox.run_due(anna.tenant.id)
    with clock.freeze(clock.now() + timedelta(minutes=1)):
        outbox.run_due(anna.tenant.id)
    return held


@pytest.fixture
def conflict(handbook: Stock, anna: Person) -> OverlapInfo:
    with tenant_scope(anna.tenant.id):
        [found] = selectors.overlaps(principal=anna.principal)
    return found


def ask(key: str, question: str = "婚假有几天？") -> Any:
    return (
        Client()
        .post(
            "/api/v1/turns",
            {"bot": "leave", "question": question, "user": "u1"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )
        .json()
    )


@pytest.mark.usefixtures("conflict")
def test_the_platform_says_so_and_cites_both(anna_key: str) -> None:
    said = ask(anna_key)
    assert "资料之间有出入" in said["answer"]
    assert "10天" in said["answer"]
    assert "13天" in said["answer"]
    assert {each["document"] for each in said["citations"]} == {"旧制度.md", "新制度.md"}


def test_what_was_decided_is_not_said(anna_key: str, anna: Person, conflict: OverlapInfo) -> None:
    with tenant_scope(anna.tenant.id):
        services.keep_both(overlap_id=conflict.id, by=anna.principal)
    assert "资料之间有出入" not in ask(anna_key)["answer"]


@pytest.mark.usefixtures("conflict")
def test_who_may_not_read_one_side_hears_nothing_of_it(anna: Person, ben: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        [hidden] = [
            each for each in selectors.documents(handbook.base_id, principal=anna.principal) if each.name == "新制度.md"
        ]
        services.set_document_access(document_id=hidden.id, groups=[handbook.base_id], by=anna.principal)
    text = asked_in_console(ben.client())
    assert "10天" in text
    assert "13天" not in text


def asked_in_console(client: Client) -> str:
    response = client.post("/chat/ask/", {"bot": "leave", "question": "婚假有几天？"})
    if response.streaming:

        async def whole() -> bytes:
            return b"".join([part async for part in response.streaming_content])

        return asyncio.run(whole()).decode()
    return response.content.decode()


def paths(anna: Person, key: str, base_id: UUID) -> dict[str, bool]:
    """Whether each path still knows of the ten days."""
    found = Client().post(
        "/api/v1/search",
        {"question": "婚假有几天", "bases": [str(base_id)]},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    hit = anna.client().get(f"/knowledge/{base_id}/search/", {"q": "婚假有几天"}, headers={"HX-Request": "true"})
    return {
        "chat": "10天" in ask(key)["answer"],
        "search": "10天" in found.content.decode(),
        "hit test": "10天" in hit.content.decode(),
    }


def test_every_path_leaves_a_document_at_the_minute_and_comes_to_it_at_the_minute(
    anna: Person, anna_key: str, transactional_db: None
) -> None:
    held = stock(anna.tenant, text=TEN, name="制度.md")
    begins, ends = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    with tenant_scope(anna.tenant.id):
        version = selectors.document(held.document_id, principal=anna.principal).newest
        services.set_validity(version_id=version.id, valid_from=begins, valid_until=ends, by=anna.principal)
    moments = {
        begins - timedelta(seconds=1): False,
        begins: True,
        ends - timedelta(seconds=1): True,
        ends: False,
    }
    for at, known in moments.items():
        with clock.freeze(at):
            assert paths(anna, anna_key, held.base_id) == {"chat": known, "search": known, "hit test": known}
