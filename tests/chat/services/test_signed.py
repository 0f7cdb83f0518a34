"""A site's owner sees how signed visitors fare, and a flood of forged ones writes little."""

from datetime import timedelta

import pytest

from chat.selectors import site
from chat.services import note_signed, save_site
from kit import clock
from kit.ids import new_id
from kit.scoping import tenant_scope
from tests.cast import Person
from tests.chat.conftest import make_bot

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_id(anna: Person):
    make_bot(anna.tenant, "help", audience="customers")
    with tenant_scope(anna.tenant.id):
        yield save_site(bot_slug="help", name="Shop", origins=["https://shop.example"], by=anna.principal).id


def test_both_ends_are_told_apart(site_id) -> None:
    note_signed(site_id=site_id, ignored=["shoe"])
    note_signed(site_id=site_id, refused="forged")
    held = site(site_id).signed
    assert (held.ignored, held.why) == (("shoe",), "forged")
    assert held.taken_at
    assert held.refused_at


def test_the_same_within_a_minute_is_noted_once(site_id) -> None:
    begin = clock.now()
    for seconds in (0, 30):
        with clock.freeze(begin + timedelta(seconds=seconds)):
            note_signed(site_id=site_id, refused="forged")
    assert site(site_id).signed.refused_at == begin
    with clock.freeze(begin + timedelta(seconds=31)):
        note_signed(site_id=site_id, refused="expired")
    assert site(site_id).signed.why == "expired"


def test_a_site_that_is_gone_is_passed_over(site_id) -> None:
    note_signed(site_id=new_id(), refused="forged")
