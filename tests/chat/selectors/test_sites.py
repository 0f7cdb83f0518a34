import pytest

from chat.errors import SiteNotFound
from chat.selectors import public_id_of, site, sites
from chat.services import create_bot, save_site
from chat.types import BotSettings
from kit.ids import decode_id, new_id
from kit.scoping import tenant_scope


@pytest.fixture
def held(anna):
    with tenant_scope(anna.tenant.id):
        create_bot(slug="help", settings=BotSettings(name="Help", audience="customers"), by=anna.principal)
        return save_site(bot_slug="help", name="Shop", origins=["https://a.example.com"], by=anna.principal)


def test_the_public_id_names_tenant_and_site(anna, held):
    tenant, _, own = held.public_id.partition("-")
    assert (decode_id(tenant), decode_id(own)) == (anna.tenant.id, held.id)
    assert public_id_of(anna.tenant.id, held.id) == held.public_id


def test_another_tenants_site_is_not_there(cleo, held):
    with tenant_scope(cleo.tenant.id):
        assert sites() == ()
        with pytest.raises(SiteNotFound):
            site(held.id)


def test_a_site_that_never_was_is_not_there(in_acorn):
    with pytest.raises(SiteNotFound):
        site(new_id())
