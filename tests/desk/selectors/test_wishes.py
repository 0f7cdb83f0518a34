"""Who waits, and the subject behind a reference."""

from desk.selectors.wishes import subject_from, told, waiting
from kit.ids import new_id
from tests.cast import Person
from tests.desk.conftest import Desk, subject_of


def test_a_reference_leads_back_to_its_subject(desk: Desk, anna: Person) -> None:
    me = subject_of(anna)
    assert subject_from(me.ref, desk.tenant.id) == me
    assert subject_from("widget:site:kunde-7", desk.tenant.id).external_id == "site:kunde-7"


def test_nobody_waits_at_an_empty_desk(desk: Desk, anna: Person) -> None:
    assert desk.unit(waiting, new_id(), tenant_id=desk.tenant.id) == ()
    assert desk.unit(told, subject=subject_of(anna)) == ()
