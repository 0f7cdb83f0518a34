"""The platform's list is read by every tenant and written in the platform's scope only; versions never change."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation import services
from moderation.models import BaseList, Policy, PolicyVersion
from tenants.types import job_principal

pytestmark = pytest.mark.django_db(transaction=True)
ACORN = uuid4()
SYSTEM = job_principal(tenant_id=PLATFORM_TENANT, name="system", scopes=frozenset({"platform.lexicon"}))
FIELDS = {"number": 9, "digest": "x", "terms": {}, "phrases": 0, "data": b""}


def test_a_tenant_reads_the_platforms_list() -> None:
    with tenant_scope(PLATFORM_TENANT):
        services.import_base(lines=["紫电青霜号\tA.1.h"], by=SYSTEM)
    with tenant_scope(ACORN):
        assert BaseList.published.count() == 1


@pytest.mark.parametrize("owner", [ACORN, PLATFORM_TENANT])
def test_a_tenant_cannot_write_a_list(owner: object) -> None:
    with pytest.raises(DatabaseError), tenant_scope(ACORN):
        BaseList.objects.create(tenant_id=owner, **FIELDS)


def test_a_saved_version_cannot_be_changed() -> None:
    with tenant_scope(ACORN):
        policy = Policy.objects.create(name="x")
        PolicyVersion.objects.create(policy=policy, version=1, rules={}, saved_by="x")
    with pytest.raises(DatabaseError), tenant_scope(ACORN):
        PolicyVersion.objects.update(rules={"input": {}})


def test_a_tenant_has_one_default_policy() -> None:
    with tenant_scope(ACORN):
        Policy.objects.create(name="x", is_default=True)
    with pytest.raises(IntegrityError), tenant_scope(ACORN):
        Policy.objects.create(name="y", is_default=True)
