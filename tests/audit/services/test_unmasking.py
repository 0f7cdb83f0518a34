from dataclasses import dataclass

import pytest

from audit.errors import MayNotUnmask, NoSuchEntry, PayloadChanged, ReasonMissing
from audit.selectors import entries
from audit.services import record, unmask
from audit.types import Filters
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.audit.conftest import ASKED, ask

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
