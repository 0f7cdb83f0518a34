import hashlib
import json

import pytest
from django.db import transaction

from audit.selectors import entries
from audit.services import erase_payloads, unmask
from audit.types import Filters
from consent.errors import NothingToPublish, NoticeInvalid, NoticeOutdated, NotOptional
from consent.models import DecisionRow
from consent.selectors import basis_for, current_notice, current_notices, drafts, grants, versions
from consent.services import grant, publish_notice, publish_standard_notices, refuse, save_draft, withdraw
from kit import ledger
from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.errors import MayNot
from tenants.services import create_tenant
from tenants.types import Principal, Subject


def test_a_new_tenant_gets_a_notice_per_purpose_and_language(scope):
    assert [notice.purpose for notice in current_notices("en")] == ["service", "improvement", "analytics"]
    assert {notice.language for notice in current_notices("zh-hans")} == {"zh-hans"}


def test_publishing_the_standard_twice_changes_nothing(scope, officer):
    assert publish_standard_notices(by=officer) == ()


def test_the_digest_can_be_recomputed_from_what_was_shown(notice):
    assert notice.sha256 == hashlib.sha256(f"{notice.title}\n\n{notice.body}".encode()).hexdigest()


def test_the_same_text_is_not_a_new_version(notice, officer):
    with pytest.raises(NothingToPublish):
        publish_notice(purpose="service", language="en", title=notice.title, body=notice.body, by=officer)


def test_a_draft_is_shown_to_nobody_until_it_is_published(notice, officer):
    save_draft(purpose="service", language="en", title="Draft", body="Not yet", by=officer)
    assert current_notice("service", "en") == notice
    publish_notice(purpose="service", language="en", title="Draft", body="Not yet", by=officer)
    assert [version.version for version in versions("service", "en")] == [2, 1]
    assert drafts() == ()


def test_only_who_may_write_notices_publishes(scope):
    member = Principal(tenant_id=scope.id, kind="member", id=new_id(), name="Ben", roles=frozenset({"operator"}))
    with pytest.raises(MayNot):
        publish_notice(purpose="service", language="en", title="Mine", body="Mine", by=member)


@pytest.mark.parametrize(
    "wrong", [{"purpose": "service,analytics"}, {"language": "fr"}, {"title": " "}, {"title": "x" * 201}, {"body": ""}]
)
def test_an_incomplete_notice_is_refused(scope, officer, wrong):
    good = {"purpose": "service", "language": "en", "title": "Title", "body": "Body"}
    with pytest.raises(NoticeInvalid):
        publish_notice(**good | wrong, by=officer)


def test_a_text_that_changed_in_between_cannot_be_agreed_to(visitor, notice, officer):
    publish_notice(purpose="service", language="en", title="New", body="Other", by=officer)
    with pytest.raises(NoticeOutdated):
        grant(subject=visitor, notice_id=notice.id, channel="widget")


def test_another_tenants_notice_cannot_be_agreed_to(tenant, visitor, officer):
    with tenant_scope(create_tenant(slug="other", name="Other").id):
        foreign = publish_notice(purpose="service", language="en", title="Theirs", body="Theirs", by=officer)
    with tenant_scope(tenant.id), pytest.raises(NoticeOutdated):
        grant(subject=visitor, notice_id=foreign.id, channel="widget")


def test_the_service_itself_cannot_be_refused_for_the_record(visitor, notice):
    with pytest.raises(NotOptional):
        refuse(subject=visitor, notice_id=notice.id, channel="widget")


def test_a_grant_keeps_version_hash_channel_and_time(visitor, notice):
    grant(subject=visitor, notice_id=notice.id, channel="widget")
    decision = grants(visitor)[0]
    assert (decision.kind, decision.channel, decision.notice) == ("granted", "widget", notice)
    entry = entries(Filters(event="consent.granted")).entries[0]
    assert entry.data == {
        "purpose": "service",
        "language": "en",
        "version": 1,
        "sha256": notice.sha256,
        "channel": "widget",
    }


def test_address_and_locale_lie_in_the_erasable_part(visitor, notice, officer):
    grant(subject=visitor, notice_id=notice.id, channel="widget", address="203.0.113.7", locale="en-GB")
    entry = entries(Filters(event="consent.granted")).entries[0]
    assert "203.0.113.7" not in json.dumps(entry.data)
    assert unmask(entry_id=entry.id, reason="complaint 7", by=officer).personal == {
        "address": "203.0.113.7",
        "locale": "en-GB",
    }


def test_after_an_erasure_the_proof_of_consent_still_stands(visitor, notice, officer):
    grant(subject=visitor, notice_id=notice.id, channel="widget", address="203.0.113.7")
    assert erase_payloads(subject=visitor.ref, actor=officer.actor) == 1
    assert entries(Filters(event="consent.granted")).entries[0].personal is False
    assert basis_for(visitor, "service").kind == "consent"


def test_no_reference_of_a_person_is_stored_with_a_decision(visitor, notice):
    grant(subject=visitor, notice_id=notice.id, channel="widget")
    assert visitor.external_id not in str(DecisionRow.objects.values_list().get())


def test_a_restored_backup_learns_of_later_withdrawals(visitor, notice):
    grant(subject=visitor, notice_id=notice.id, channel="widget")
    started = grants(visitor)[0].at
    with transaction.atomic():
        withdraw(subject=visitor, purpose="service", channel="widget")
        transaction.set_rollback(True)  # the database forgets, as after a restore
    assert basis_for(visitor, "service").kind == "consent"
    assert ledger.apply_again(ledger.path(), since=started) == 2  # the decision, and what the desk let go of with it
    assert grants(visitor)[0].kind == "withdrawn"


def test_a_subject_without_history_has_none(scope):
    assert grants(Subject(tenant_id=scope.id, channel="api", external_id="nobody")) == ()
