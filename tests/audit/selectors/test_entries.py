from datetime import UTC, datetime, timedelta

import pytest

from audit.selectors import entries, turn_evidence
from audit.services import record, seal_pending
from audit.types import Filters
from kit import clock
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import AGREED, ASKED, ask

ANNA = "member:anna"


@pytest.fixture
def scope(db):
    tenant = new_id()
    with tenant_scope(tenant):
        yield tenant


def note(number=1, *, what=ASKED, actor=ANNA, **more):
    return record(what, actor=actor, data={"bot": "hr", "n": number} if what is ASKED else {}, **more)


def ids(filters=None):
    return [entry.id for entry in entries(filters).entries]


def test_entries_come_newest_first_in_pages(scope):
    made = [note(number) for number in range(5)]
    first = entries(Filters(limit=2))
    second = entries(Filters(limit=2, cursor=first.next))
    last = entries(Filters(limit=2, cursor=second.next))
    assert [e.id for page in (first, second, last) for e in page.entries] == made[::-1]
    assert last.next == ""


def test_a_page_has_a_limit_that_nobody_can_lift(scope):
    for number in range(3):
        note(number)
    assert len(ids(Filters(limit=10**9))) == 3
    assert len(ids(Filters(limit=0))) == 1


def test_a_made_up_cursor_is_refused(scope):
    with pytest.raises(ValueError, match="not an identifier"):
        entries(Filters(cursor="' OR 1=1"))


def test_entries_are_found_by_event(scope):
    note()
    wanted = note(what=AGREED)
    assert ids(Filters(event="tests.agreed")) == [wanted]


def test_entries_are_found_by_actor_reference_or_pseudonym(scope):
    wanted = note()
    note(actor="member:ben")
    pseudonym = next(e.actor for e in entries().entries if e.id == wanted)
    assert ids(Filters(actor=ANNA)) == ids(Filters(actor=pseudonym)) == [wanted]


def test_entries_are_found_by_subject(scope):
    note()
    wanted = note(subject="console:ben")
    assert ids(Filters(subject="console:ben")) == [wanted]


def test_entries_are_found_by_time(scope):
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with clock.freeze(noon):
        wanted = note()
    note()
    assert ids(Filters(since=noon, until=noon + timedelta(seconds=1))) == [wanted]
    assert ids(Filters(until=noon)) == []


def test_entries_are_found_by_turn_in_the_order_of_events(scope):
    turn = new_id()
    opened = note(turn_id=turn, phase="opened")
    note(turn_id=new_id(), phase="opened")
    closed = note(turn_id=turn, phase="closed")
    assert [entry.id for entry in turn_evidence(turn)] == [opened, closed]
    assert ids(Filters(turn_id=turn)) == [closed, opened]


def test_an_entry_tells_its_place_once_it_is_sealed(tenant):
    ask(tenant)
    with tenant_scope(tenant):
        assert entries().entries[0].sequence is None
    seal_pending(tenant)
    with tenant_scope(tenant):
        assert entries().entries[0].sequence == 1


def test_an_entry_says_in_plain_words_what_happened(scope):
    note()
    assert entries().entries[0].says == "Somebody asked hr."
