"""Who asked to be told gets the answer in his own conversation, on the rules that hold for him, once."""

from uuid import UUID

import pytest
from django.core import mail

from chat.selectors import conversation, turn_record
from consent.services import withdraw
from desk.models import Wish
from desk.selectors import told
from desk.services import approve_draft, save_draft, see, wish
from desk.telling import tell
from kit.scoping import tenant_scope
from knowledge.services import save_base
from tenants.services import create_group, suspend_member
from tests.cast import Person, job
from tests.desk.conftest import UNKNOWN, Desk, subject_of


def mended(desk: Desk, asker: Person, by: Person, other: Person) -> UUID:
    """The asker's question, his wish, and an approved answer that is not told yet."""
    turn, _ = desk.ask(asker, UNKNOWN)
    desk.unit(wish, turn_id=turn, subject=subject_of(asker), by=asker.principal)
    found = desk.missed(other)
    draft = desk.unit(
        save_draft,
        cluster_id=found,
        questions=[UNKNOWN],
        answer="食堂周五供应面食和饺子。",
        base_id=desk.stock.base_id,
        by=by.principal,
    )
    desk.unit(approve_draft, draft_id=draft.id, by=other.principal)
    return found


def test_the_asker_finds_the_answer_in_his_conversation_cited_and_labelled(
    desk: Desk, anna: Person, ben: Person, dora: Person
) -> None:
    mended(desk, ben, dora, anna)
    desk.work()
    (late,) = desk.unit(told, subject=subject_of(ben))
    record = desk.unit(turn_record, late.turn_id)
    assert "面食和饺子" in record.answer
    assert record.citations
    assert record.aigc
    assert record.actor.startswith("job:")
    view = desk.unit(conversation, late.conversation_id, subject=subject_of(ben))
    assert [turn.id for turn in view.turns][-1] == late.turn_id
    assert [message.to for message in mail.outbox] == [[ben.email]]
    assert "面食" not in mail.outbox[0].body


def test_a_late_answer_is_new_until_it_is_seen(desk: Desk, anna: Person, ben: Person, dora: Person) -> None:
    mended(desk, ben, dora, anna)
    desk.work()
    (late,) = desk.unit(told, subject=subject_of(ben))
    desk.unit(see, subject=subject_of(ben), turn_ids=[late.turn_id])
    assert desk.unit(told, subject=subject_of(ben)) == ()


def test_it_is_told_once(desk: Desk, anna: Person, ben: Person, dora: Person) -> None:
    found = mended(desk, ben, dora, anna)
    desk.work()
    assert tell(tenant_id=desk.tenant.id, cluster_id=found) == 0


def test_who_withdrew_is_told_nothing(desk: Desk, anna: Person, ben: Person, dora: Person) -> None:
    mended(desk, ben, dora, anna)
    desk.unit(withdraw, subject=subject_of(ben), purpose="service", channel="console")
    desk.work()
    assert desk.unit(told, subject=subject_of(ben)) == ()
    assert mail.outbox == []


def test_a_withdrawal_that_the_desk_missed_is_met_by_the_pipeline(
    desk: Desk, anna: Person, ben: Person, dora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a restore: the wish is there, the consent is not."""
    mended(desk, ben, dora, anna)
    monkeypatch.setattr("consent.services._followers", [])
    desk.unit(withdraw, subject=subject_of(ben), purpose="service", channel="console")
    desk.work()
    assert desk.unit(Wish.objects.count) == 0
    assert mail.outbox == []


def test_who_has_left_is_told_nothing(desk: Desk, anna: Person, ben: Person, dora: Person) -> None:
    mended(desk, ben, dora, anna)
    desk.unit(suspend_member, member_id=ben.principal.id, by=job(desk.tenant))
    desk.work()
    assert desk.unit(Wish.objects.count) == 0


def test_what_he_may_not_read_he_is_not_told(desk: Desk, anna: Person, ben: Person, dora: Person) -> None:
    mended(desk, ben, dora, anna)
    with tenant_scope(desk.tenant.id):
        group = create_group(name="Sales", by=job(desk.tenant))
        save_base(base_id=desk.stock.base_id, groups=[group.id], by=job(desk.tenant))
    desk.work()
    assert desk.unit(told, subject=subject_of(ben)) == ()
    assert desk.unit(Wish.objects.count) == 1
