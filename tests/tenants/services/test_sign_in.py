"""Choosing the tenant that a session works in."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from audit.selectors import entries
from audit.types import Filters
from kit.scoping import tenant_scope
from tenants.errors import NotMember
from tenants.models import User
from tenants.selectors import principal_of
from tenants.services import choose_only_tenant, choose_tenant
from tests.cast import Person, joined

pytestmark = pytest.mark.django_db


def visit(person: Person) -> HttpRequest:
    client = Client()
    client.force_login(User.objects.get(pk=person.user_id))
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=person.user_id)
    request.session = client.session
    return request


def test_the_chosen_tenant_is_worked_in_and_it_is_on_record(anna: Person) -> None:
    request = visit(anna)
    choose_tenant(request=request, tenant_id=anna.tenant.id)
    assert principal_of(request) == anna.principal
    with tenant_scope(anna.tenant.id):
        assert entries(Filters(event="tenants.tenant_chosen")).entries[0].data == {"member": str(anna.principal.id)}


def test_choosing_changes_the_sessions_key(anna: Person) -> None:
    request = visit(anna)
    before = request.session.session_key
    choose_tenant(request=request, tenant_id=anna.tenant.id)
    assert request.session.session_key != before


def test_somebody_elses_tenant_cannot_be_chosen(anna: Person, cleo: Person) -> None:
    request = visit(anna)
    with pytest.raises(NotMember):
        choose_tenant(request=request, tenant_id=cleo.tenant.id)
    assert "tenant" not in request.session


def test_whoever_belongs_to_one_tenant_is_not_asked(anna: Person) -> None:
    assert choose_only_tenant(request=visit(anna)) == anna.principal


def test_whoever_belongs_to_two_is_asked_and_may_switch(ben: Person, cleo: Person) -> None:
    other = joined(ben.user_id, ben.email, ben.name, cleo.tenant, "auditor")
    request = visit(ben)
    assert choose_only_tenant(request=request) is None
    for person in (ben, other):
        choose_tenant(request=request, tenant_id=person.tenant.id)
        assert principal_of(request).tenant_id == person.tenant.id
