import pytest

from audit.selectors import entries
from chat.errors import AccentInvalid, BotNotFound, OriginInvalid, SiteNotFound
from chat.selectors import site, site_secret, sites
from chat.services import create_bot, delete_site, make_site_secret, save_site
from chat.services.sites import contrast_with_white
from chat.types import BotSettings
from kit.errors import Invalid
from kit.ids import new_id
from tenants.errors import MayNot

GOOD = {"bot_slug": "help", "name": "Shop", "origins": ["https://shop.example.com"]}


@pytest.fixture
def by(anna, in_acorn):
    create_bot(slug="help", settings=BotSettings(name="Help", audience="customers"), by=anna.principal)
    return anna.principal


def test_origins_are_kept_tidy(by):
    held = save_site(**GOOD | {"origins": ["https://Shop.example.com/", " https://shop.example.com", ""]}, by=by)
    assert held.origins == ("https://shop.example.com",)


@pytest.mark.parametrize(
    "origin",
    [
        "shop.example.com",
        "*",
        "https://*",
        "https://a.com/path",
        "javascript:alert(1)",
        "https://a.com 'self'",
        "https://a;b",
    ],
)
def test_what_is_no_origin_is_refused(by, origin):
    with pytest.raises(OriginInvalid):
        save_site(**GOOD | {"origins": [origin]}, by=by)


def test_a_site_needs_an_origin_and_a_name(by):
    for changes in ({"origins": []}, {"name": " "}):
        with pytest.raises(Invalid):
            save_site(**GOOD | changes, by=by)


@pytest.mark.parametrize(
    ("accent", "error"), [("#ffffff", AccentInvalid), ("#ffd400", AccentInvalid), ("red", Invalid)]
)
def test_a_colour_that_white_text_drowns_in_is_refused(by, accent, error):
    with pytest.raises(error):
        save_site(**GOOD, accent=accent, by=by)


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_new_secret_replaces_the_old_one(by):
    held = save_site(**GOOD, by=by)
    assert site_secret(held.id) == b""
    first, second = (make_site_secret(site_id=held.id, by=by).raw for _ in range(2))
    assert site_secret(held.id) == second.encode() != first.encode()


def test_a_removed_site_is_gone(by):
    held = save_site(**GOOD, by=by)
    delete_site(site_id=held.id, by=by)
    assert sites() == ()
    with pytest.raises(SiteNotFound):
        site(held.id)


def test_an_unknown_bot_or_site_is_not_there(by):
    with pytest.raises(BotNotFound):
        save_site(**GOOD | {"bot_slug": "nobody"}, by=by)
    with pytest.raises(SiteNotFound):
        save_site(**GOOD, site_id=new_id(), by=by)


def test_a_member_may_not_put_bots_on_sites(by, ben):
    with pytest.raises(MayNot):
        save_site(**GOOD, by=ben.principal)


def test_what_happens_to_a_site_is_on_record(by):
    save_site(**GOOD, by=by)
    assert entries().entries[0].event == "chat.site_saved"
