from datetime import timedelta

import pytest
from django.utils import translation

from consent.errors import ConsentRequired
from consent.selectors import allowed, basis_for, current_notice, should_ask, withdrawn
from consent.services import grant, publish_notice, refuse, withdraw
from kit import clock
from kit.scoping import tenant_scope
from tenants.types import Subject


def agree(visitor, notice):
    return grant(subject=visitor, notice_id=notice.id, channel="widget")


def test_a_visitor_who_said_nothing_is_asked_in_his_language(scope, visitor):
    with translation.override("en"), pytest.raises(ConsentRequired) as caught:
        basis_for(visitor, "service")
    assert (caught.value.notice.purpose, caught.value.notice.language) == ("service", "en")


def test_after_agreeing_the_basis_is_consent_to_that_version(visitor, notice):
    decision = agree(visitor, notice)
    basis = basis_for(visitor, "service")
    assert (basis.kind, basis.notice_version, basis.reference) == ("consent", 1, f"decision:{decision}")


def test_a_new_version_asks_again(visitor, notice, officer):
    agree(visitor, notice)
    newer = publish_notice(purpose="service", language="en", title="New", body="Other text", by=officer)
    with pytest.raises(ConsentRequired) as caught:
        basis_for(visitor, "service", language="en")
    assert caught.value.notice == newer


def test_a_new_version_in_another_language_does_not_ask_again(visitor, notice, officer):
    agree(visitor, notice)
    publish_notice(purpose="service", language="zh-hans", title="新", body="新的内容", by=officer)
    assert basis_for(visitor, "service").kind == "consent"


def test_a_withdrawal_counts_in_the_same_transaction(visitor, notice):
    agree(visitor, notice)
    withdraw(subject=visitor, purpose="service", channel="widget")
    with pytest.raises(ConsentRequired):
        basis_for(visitor, "service")


def test_who_withdrew_may_agree_again(visitor, notice):
    agree(visitor, notice)
    withdraw(subject=visitor, purpose="service", channel="widget")
    agree(visitor, notice)
    assert basis_for(visitor, "service").kind == "consent"


def test_agreeing_to_the_service_agrees_to_nothing_else(visitor, notice):
    agree(visitor, notice)
    assert not allowed(visitor, "improvement")
    with pytest.raises(ConsentRequired):
        basis_for(visitor, "improvement", attested="contract")


def test_one_persons_consent_is_not_anothers(visitor, notice, scope):
    agree(visitor, notice)
    with pytest.raises(ConsentRequired):
        basis_for(Subject(tenant_id=scope.id, channel="widget", external_id="v-2"), "service")


def test_staff_use_the_service_by_contract(scope):
    basis = basis_for(Subject(tenant_id=scope.id, channel="console", external_id="anna"), "service")
    assert basis.kind == "contract"


def test_an_api_key_attests_the_basis(scope):
    caller = Subject(tenant_id=scope.id, channel="api", external_id="crm-7")
    basis = basis_for(caller, "service", attested="consent")
    assert (basis.kind, basis.reference) == ("attested", "consent")


def test_an_api_key_that_attests_nothing_needs_consent(scope):
    with pytest.raises(ConsentRequired):
        basis_for(Subject(tenant_id=scope.id, channel="api", external_id="crm-7"), "service")


def test_a_withdrawal_beats_what_is_attested(scope):
    caller = Subject(tenant_id=scope.id, channel="api", external_id="crm-7")
    withdraw(subject=caller, purpose="service", channel="api")
    with pytest.raises(ConsentRequired):
        basis_for(caller, "service", attested="consent")


def test_without_any_published_notice_nothing_is_allowed(tenant, visitor):
    with tenant_scope(tenant.id), pytest.raises(ConsentRequired) as caught:
        basis_for(visitor, "service")
    assert caught.value.notice is None


def test_open_streams_learn_who_withdrew(visitor, notice, scope):
    other = Subject(tenant_id=scope.id, channel="widget", external_id="v-2")
    for each in (visitor, other):
        agree(each, notice)
    withdraw(subject=visitor, purpose="service", channel="widget")
    assert withdrawn({visitor.ref, other.ref}, "service") == {visitor.ref}
    assert withdrawn((), "service") == frozenset()


def test_a_no_to_an_optional_purpose_is_respected_for_thirty_days(scope, visitor):
    assert should_ask(visitor, "improvement")
    refuse(subject=visitor, notice_id=current_notice("improvement", "en").id, channel="widget")
    assert not should_ask(visitor, "improvement")
    with clock.freeze(clock.now() + timedelta(days=29)):
        assert not should_ask(visitor, "improvement")
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert should_ask(visitor, "improvement")


def test_who_withdrew_an_optional_purpose_is_left_alone_too(scope, visitor):
    withdraw(subject=visitor, purpose="analytics", channel="widget")
    assert not should_ask(visitor, "analytics")


def test_an_optional_no_does_not_touch_the_service(visitor, notice):
    agree(visitor, notice)
    refuse(subject=visitor, notice_id=current_notice("analytics", "en").id, channel="widget")
    assert basis_for(visitor, "service").kind == "consent"
