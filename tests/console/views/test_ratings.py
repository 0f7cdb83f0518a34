"""Rating one's own answers in the chat, asking to be told, and correcting others' in the log."""

from django.test import Client

from chat.selectors import turn_record
from desk.models import Rating, Wish
from tests.cast import Person
from tests.console.conftest import page, said
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, desk, otto

__all__ = ["desk", "otto"]


def test_a_press_rates_the_next_changes_and_the_same_takes_back(desk: Desk, anna: Person, anna_client: Client) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    address = page("rate", turn_id=turn)
    shown = anna_client.post(address, {"verdict": "bad"}).content.decode()
    assert shown.count('aria-pressed="true"') == 1
    shown = anna_client.post(address, {"verdict": "bad", "reason": "outdated"}).content.decode()
    assert shown.count('aria-pressed="true"') == 2
    anna_client.post(address, {"verdict": "bad", "comment": "新制度是 15 天"})
    held = desk.unit(Rating.objects.get)
    assert (held.reason, held.comment) == ("outdated", "新制度是 15 天")
    anna_client.post(address, {"verdict": "good"})
    anna_client.post(address, {"verdict": "good"})
    assert desk.unit(Rating.objects.count) == 0


def test_a_rating_that_is_none_is_refused(desk: Desk, anna: Person, anna_client: Client) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    assert anna_client.post(page("rate", turn_id=turn), {"verdict": "so-so"}).status_code == 400


def test_anothers_answer_is_not_there(desk: Desk, anna: Person, ben_client: Client) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    assert ben_client.post(page("rate", turn_id=turn), {"verdict": "bad"}).status_code == 404
    assert ben_client.post(page("wish", turn_id=turn)).status_code == 404


def test_a_wish_is_left_and_taken_back(desk: Desk, anna: Person, anna_client: Client) -> None:
    turn, _ = desk.ask(anna, UNKNOWN)
    assert 'name="off"' in anna_client.post(page("wish", turn_id=turn)).content.decode()
    anna_client.post(page("wish", turn_id=turn), {"off": "1"})
    assert desk.unit(Wish.objects.count) == 0


def test_the_conversation_shows_what_was_said_about_its_answers(desk: Desk, anna: Person, anna_client: Client) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    anna_client.post(page("rate", turn_id=turn), {"verdict": "bad", "reason": "half"})
    held = desk.unit(turn_record, turn).conversation_id
    shown = anna_client.get(page("conversation", conversation_id=held)).content.decode()
    assert shown.count('aria-pressed="true"') == 2


def test_an_operator_corrects_an_answer_in_the_log(desk: Desk, anna: Person, otto: Person, ben_client: Client) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    client = otto.client()
    said(client, page("correct", turn_id=turn), {"verdict": "bad", "reason": "wrong", "correction": "年假是 15 天。"})
    held = desk.unit(turn_record, turn).conversation_id
    assert "年假是 15 天。" in client.get(page("logged", conversation_id=held)).content.decode()
    assert ben_client.post(page("correct", turn_id=turn), {"verdict": "bad"}).status_code == 403
