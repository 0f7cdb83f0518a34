"""The database keeps the desk's rows apart and single."""

import pytest
from django.db import IntegrityError

from desk.models import Cluster, Counted, Miss, Rating
from kit.roles import atomic
from kit.scoping import TenantNotSet, tenant_scope
from tests.cast import Person
from tests.desk.conftest import Desk, subject_of


def test_no_scope_is_an_error(desk: Desk) -> None:
    with pytest.raises(TenantNotSet):
        Miss.objects.count()


def test_another_tenant_sees_nothing(desk: Desk, anna: Person, cleo: Person) -> None:
    desk.missed(anna)
    with tenant_scope(cleo.tenant.id):
        assert (Miss.objects.count(), Cluster.objects.count(), Counted.objects.count()) == (0, 0, 0)


def test_one_rating_for_each_turn_and_subject(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, "年假有几天？")
    with tenant_scope(desk.tenant.id):
        Rating.objects.create(turn_id=turn, subject=subject_of(anna).ref, verdict="good")
        with pytest.raises(IntegrityError), atomic():
            Rating.objects.create(turn_id=turn, subject=subject_of(anna).ref, verdict="bad")


def test_a_rating_cannot_point_at_another_tenants_turn(desk: Desk, anna: Person, cleo: Person) -> None:
    turn, _ = desk.ask(anna, "年假有几天？")
    with pytest.raises(IntegrityError), tenant_scope(cleo.tenant.id):
        Rating.objects.create(turn_id=turn, subject="console:x", verdict="good")
