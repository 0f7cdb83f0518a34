from dataclasses import dataclass

import pytest

from audit.errors import PayloadErased
from audit.models import Payload
from audit.selectors import entries
from audit.services import erase_payloads, erase_turns, record, unmask
from audit.services.erasing import LEDGER_KIND
from audit.types import Filters
from kit import clock, ledger
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import ASKED

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


def test_an_erasure_of_turns_takes_their_payloads_and_no_other(scope):
    turn, other = new_id(), new_id()
    for each in (turn, other):
        note(turn_id=each)
    assert erase_turns(turn_ids=[turn], actor=ANNA) == 1
    assert [entry.personal for entry in entries(Filters(turn_id=turn)).entries] == [False]
    assert [entry.personal for entry in entries(Filters(turn_id=other)).entries] == [True]


def test_a_restored_backup_learns_of_erased_turns(scope):
    started, turn = clock.now(), new_id()
    erase_turns(turn_ids=[turn], actor=ANNA)
    note(turn_id=turn)  # as if the restored database still held it
    ledger.apply_again(ledger.path(), since=started)
    assert [entry.personal for entry in entries(Filters(turn_id=turn)).entries] == [False]
