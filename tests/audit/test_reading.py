from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from audit.errors import MayNotUnmask, NoSuchEntry, PayloadChanged, PayloadErased, ReasonMissing
from audit.models import Payload
from audit.selectors import entries, turn_evidence
from audit.services import erase_payloads, record, seal_pending, unmask
from audit.services.erasing import LEDGER_KIND
from audit.types import Filters, events, sentence
from kit import clock, ledger
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import AGREED, ASKED, ask

ANNA = "member:anna"


@dataclass(frozen=True)
class Someone:
    actor: str = "member:cleo"
    allowed: bool = True

    def may(self, permission: str) -> bool:
        return self.allowed and permission == "audit.unmask"


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


def test_a_sentence_survives_data_that_an_older_entry_lacks():
    assert sentence("tests.asked", {}) == "Somebody asked –."
    assert sentence("nobody.knows", {}) == "nobody.knows"


def test_every_event_of_this_app_has_a_chinese_sentence():
    with translation.override("zh-hans"):
        for each in events():
            if each.name.startswith("audit."):
                assert any("\u4e00" <= char <= "\u9fff" for char in sentence(each.name, {}))


def test_unmasking_shows_the_people_and_the_content_and_is_on_record(scope):
    entry = note(subject="console:ben", personal={"question": "May I?"})
    shown = unmask(entry_id=entry, reason="complaint 12", by=Someone())
    assert (shown.actor, shown.subject, shown.personal) == (ANNA, "console:ben", {"question": "May I?"})
    recorded = entries(Filters(event="audit.unmasked")).entries[0]
    assert recorded.data == {"entry": str(entry), "reason": "complaint 12"}


def test_unmasking_needs_the_permission(scope):
    entry = note()
    with pytest.raises(MayNotUnmask):
        unmask(entry_id=entry, reason="curiosity", by=Someone(allowed=False))
    assert ids(Filters(event="audit.unmasked")) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_unmasking_needs_a_reason(scope, reason):
    entry = note()
    with pytest.raises(ReasonMissing):
        unmask(entry_id=entry, reason=reason, by=Someone())


def test_another_tenants_entry_cannot_be_unmasked(tenant):
    entry = ask(tenant)
    with tenant_scope(new_id()), pytest.raises(NoSuchEntry):
        unmask(entry_id=entry, reason="complaint", by=Someone())


def test_content_that_was_exchanged_is_not_shown(tenant, as_owner):
    one, two = (ask(tenant, personal={"question": text}) for text in ("yes", "no"))
    as_owner.execute(
        "UPDATE audit_payload SET body = (SELECT body FROM audit_payload WHERE entry_id = %s) WHERE entry_id = %s",
        [one, two],
    )
    with tenant_scope(tenant), pytest.raises(PayloadChanged):
        unmask(entry_id=two, reason="complaint", by=Someone())


def test_content_that_was_overwritten_is_not_shown(tenant, as_owner):
    entry = ask(tenant)
    as_owner.execute("UPDATE audit_payload SET body = 'v1.k1.AAAA'")
    with tenant_scope(tenant), pytest.raises(PayloadChanged):
        unmask(entry_id=entry, reason="complaint", by=Someone())


def test_an_erasure_takes_what_a_person_did_and_what_is_about_him(scope):
    for people in ({"actor": "console:ben"}, {"subject": "console:ben"}, {}):
        note(**people)
    assert erase_payloads(subject="console:ben", actor=ANNA) == 2
    newest_first = entries().entries
    assert [entry.personal for entry in newest_first] == [True, True, False, False]
    with pytest.raises(PayloadErased):
        unmask(entry_id=newest_first[-1].id, reason="complaint", by=Someone())


def test_an_erasure_is_on_record_without_naming_anybody(scope):
    note(actor="console:ben")
    erase_payloads(subject="console:ben", actor=ANNA)
    entry = entries(Filters(event="audit.payloads_erased")).entries[0]
    assert entry.data == {"count": 1}
    assert "ben" not in ledger.path().read_text()


def test_a_restored_backup_learns_of_later_erasures(scope):
    started = clock.now()
    note(actor="console:ben")
    erase_payloads(subject="console:ben", actor=ANNA)
    note(actor="console:ben")  # as if the restored database still held it
    assert [line.kind for line in ledger.lines(ledger.path(), since=started)] == [LEDGER_KIND]
    ledger.apply_again(ledger.path(), since=started)
    assert not Payload.objects.filter(actor=entries(Filters(actor="console:ben")).entries[0].actor).exists()
