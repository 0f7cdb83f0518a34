"""The audit log, the chain's verification, and a turn's evidence."""

import asyncio

import pytest
from django.test import Client

from audit.services import seal_pending
from chat.pipeline import collect, run_turn
from chat.turn import TurnRequest
from console.auth import subject_of
from tests.cast import Person, person
from tests.console.conftest import page, said
from tests.stocked import Stock


@pytest.fixture
def turn(anna: Person, handbook: Stock) -> str:
    """A question that anna asked."""
    request = TurnRequest(
        tenant_id=anna.tenant.id,
        bot_slug="leave",
        principal=anna.principal,
        subject=subject_of(anna.principal),
        channel="console",
        question="年假有多少天？",
    )
    return str(asyncio.run(collect(run_turn(request))).turn_id)


@pytest.mark.django_db
def test_filters_stand_in_the_address(english: Client) -> None:
    english.post(page("groups"), {"name": "Finance"})
    english.post(page("invite"), {"email": "a@example.com", "roles": ["member"]})
    text = english.get(page("audit"), {"event": "tenants.group_created"}).content.decode()
    assert text.count("<code>tenants.group_created</code>") == 1
    assert "<code>tenants.member_invited</code>" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"cursor": "x"}, {"turn": "x"}, {"since": "yesterday"}, {"event": "no.such"}])
def test_a_filter_that_makes_no_sense_is_told(anna_client: Client, query: dict[str, str]) -> None:
    response = anna_client.get(page("audit"), query)
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_verification_shows_its_counts(english: Client, anna: Person, turn: str) -> None:
    seal_pending(anna.tenant.id)
    text = english.post(page("verify")).content.decode()
    assert "The chain is intact." in text
    assert "Turns: 1" in text


def test_evidence_without_a_reason_holds_no_words(anna: Person, turn: str) -> None:
    auditor = person("dora", anna.tenant, "auditor").client()
    text = auditor.get(page("turn", turn_id=turn)).content.decode()
    assert "extractive" in text
    assert "年假有多少天" not in text
    assert auditor.post(page("turn", turn_id=turn), {"reason": "curious"}).status_code == 403


def test_words_are_shown_for_a_reason_and_that_is_recorded(anna: Person, turn: str) -> None:
    officer = person("erin", anna.tenant, "compliance_officer").client()
    assert "年假有多少天" not in officer.post(page("turn", turn_id=turn), {"reason": ""}).content.decode()
    text = officer.post(page("turn", turn_id=turn), {"reason": "complaint 7"}).content.decode()
    assert "年假有多少天" in text
    assert "audit.unmasked" in officer.get(page("audit")).content.decode()


@pytest.mark.django_db
def test_an_unknown_turn_is_not_there(anna_client: Client) -> None:
    assert anna_client.get("/compliance/turns/01890000-0000-7000-8000-000000000000/").status_code == 404


@pytest.mark.django_db
def test_each_finds_the_part_of_compliance_that_is_his(anna: Person) -> None:
    operator = person("finn", anna.tenant, "operator").client()
    assert operator.get(page("compliance")).url == page("moderation")
    assert said(operator, page("verify")).count("您无权查看") == 1
