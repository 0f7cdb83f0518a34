"""Whatever a caller sends is made fit to be stored, or refused."""

from dataclasses import replace
from typing import Any

import pytest

from chat.errors import BotNotFound, QuestionInvalid
from chat.turn import TurnRequest
from chat.wording.questions import LONGEST_QUESTION, cleaned
from gateway.types import Message
from kit.errors import Invalid
from kit.ids import new_id
from tenants.types import Subject, job_principal

TENANT = new_id()


def request(question: str, **values: Any) -> TurnRequest:
    principal = job_principal(tenant_id=TENANT, name="test")
    subject = Subject(tenant_id=TENANT, channel="job", external_id="test")
    plain = TurnRequest(
        tenant_id=TENANT, bot_slug="hr", principal=principal, subject=subject, channel="api", question=question
    )
    return replace(plain, **values)


@pytest.mark.parametrize("question", ["", "  \n ", "\x00\x01\x02", "年" * (LONGEST_QUESTION + 1), "a" * 1_000_000])
def test_a_question_of_nothing_or_far_too_much_is_refused(question: str) -> None:
    with pytest.raises(QuestionInvalid):
        cleaned(request(question))


def test_control_characters_are_dropped_and_line_breaks_stay() -> None:
    assert cleaned(request("年\x00假\x1b\n多少\t天\x7f")).question == "年假\n多少\t天"


def test_half_a_character_becomes_a_mark() -> None:
    assert cleaned(request("年假\ud83d多少天")).question == "年假?多少天"


def test_mixed_scripts_pass_as_they_are() -> None:
    text = "Сколько дней 年假? كم يوما 🙂"
    assert cleaned(request(text)).question == text


def test_the_history_is_cleaned_too() -> None:
    assert cleaned(request("x", history=(Message("user", "a\x00b"),))).history[0].content == "ab"


def test_a_history_beyond_the_limit_is_refused() -> None:
    with pytest.raises(QuestionInvalid) as refused:
        cleaned(request("x", history=(Message("user", "a" * 100_001),)))
    assert refused.value.field == "messages"


def test_a_key_too_long_to_be_stored_is_still_the_same_key_and_no_other() -> None:
    visitor = "v" * 200
    first, again, second = (cleaned(request("?", idempotency_key=f"{visitor}:{n}")).idempotency_key for n in "112")
    assert first == again != second
    assert len(first) <= 200


@pytest.mark.parametrize("bad", ["a\0b", "a\ud83d"])
def test_names_that_cannot_be_stored_are_refused_and_not_mended(bad: str) -> None:
    with pytest.raises(BotNotFound):
        cleaned(request("?", bot_slug=bad))
    with pytest.raises(Invalid) as refused:
        cleaned(request("?", subject=Subject(tenant_id=TENANT, channel="api", external_id=bad)))
    assert refused.value.field == "user"
    with pytest.raises(Invalid) as refused:
        cleaned(request("?", idempotency_key=bad))
    assert refused.value.field == "idempotency_key"
