"""A tenant with published notices, its compliance officer, and a visitor."""

import pytest

from consent.selectors import current_notice
from consent.services import publish_standard_notices
from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.services import create_tenant
from tenants.types import Principal, Subject


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def tenant(db):
    return create_tenant(slug="star", name="Morning Star")


@pytest.fixture
def officer(tenant):
    return Principal(
        tenant_id=tenant.id, kind="member", id=new_id(), name="Cleo", roles=frozenset({"compliance_officer"})
    )


@pytest.fixture
def scope(tenant, officer):
    """Inside the tenant, with the standard notices."""
    with tenant_scope(tenant.id):
        publish_standard_notices(by=officer)
        yield tenant


@pytest.fixture
def visitor(tenant):
    return Subject(tenant_id=tenant.id, channel="widget", external_id="v-1")


@pytest.fixture
def notice(scope):
    return current_notice("service", "en")
