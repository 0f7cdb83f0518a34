"""Only who may write bots says where a widget stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chat.services import delete_site, make_site_secret, save_site
from kit.ids import new_id
from tenants.errors import MayNot
from tests.chat.conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("write", "values"),
    [
        (save_site, {"bot_slug": "hr", "name": "Shop", "origins": ["https://shop.example.com"]}),
        (make_site_secret, {"site_id": new_id()}),
        (delete_site, {"site_id": new_id()}),
    ],
)
async def test_who_may_not_write_bots_is_refused(room: Room, write: Callable[..., Any], values: dict[str, Any]) -> None:
    member = replace(room.person.principal, roles=frozenset({"member"}))
    with pytest.raises(MayNot):
        await room.unit(write, by=member, **values)
