"""The rail shows at most seven places, and only those that one may open."""

import pytest

from console.outputs.navigation import pages, rail
from kit.ids import new_id
from tenants.types import ROLES, Principal


def who(role: str) -> Principal:
    return Principal(tenant_id=new_id(), kind="member", id=new_id(), name="x", roles=frozenset({role}))


@pytest.mark.parametrize("role", list(ROLES))
def test_nobody_sees_more_than_seven_places(role: str) -> None:
    assert 2 <= len(rail(who(role), "/")) <= 7


def test_a_member_sees_chat_and_settings() -> None:
    assert [link.href for link in rail(who("member"), "/")] == ["/chat/", "/settings/"]


def test_the_place_one_is_at_is_marked_and_opens_what_is_below() -> None:
    links = rail(who("owner"), "/members/keys/new/")
    here = [link for link in links if link.current]
    assert [link.href for link in here] == ["/members/"]
    assert [below.href for below in here[0].below if below.current] == ["/members/keys/"]


def test_every_page_is_listed_once() -> None:
    found = [link.href for link in pages(who("owner"))]
    assert len(found) == len(set(found))


def test_an_auditor_is_offered_the_log_and_not_the_notices() -> None:
    found = {link.href for link in pages(who("auditor"))}
    assert "/compliance/audit/" in found
    assert "/compliance/notices/" not in found
