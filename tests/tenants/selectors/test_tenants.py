"""Finding a tenant before one is in scope."""

import pytest

from kit.scoping import TenantNotSet, tenant_scope
from tenants.errors import NoSuchTenant
from tenants.selectors import tenant, tenant_by_public_id, tenant_by_slug
from tenants.types import TenantInfo

pytestmark = pytest.mark.django_db


def test_by_short_name(acorn: TenantInfo, birch: TenantInfo) -> None:
    assert tenant_by_slug("acorn") == acorn


@pytest.mark.parametrize("slug", ["", "oak", "acorn' OR true --", "ACORN"])
def test_a_short_name_that_is_not_there(acorn: TenantInfo, slug: str) -> None:
    with pytest.raises(NoSuchTenant):
        tenant_by_slug(slug)


def test_by_public_id(acorn: TenantInfo) -> None:
    assert tenant_by_public_id(acorn.public_id) == acorn


@pytest.mark.parametrize("public_id", ["", "x", "a" * 26])
def test_a_public_id_that_is_not_there(acorn: TenantInfo, public_id: str) -> None:
    with pytest.raises(NoSuchTenant):
        tenant_by_public_id(public_id)


def test_the_one_in_scope(acorn: TenantInfo) -> None:
    with tenant_scope(acorn.id):
        assert tenant() == acorn


def test_without_a_scope_there_is_none(acorn: TenantInfo) -> None:
    with pytest.raises(TenantNotSet):
        tenant()
