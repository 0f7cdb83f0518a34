"""Bots are found by slug and id, in their own tenant."""

import pytest

from chat.errors import BotNotFound
from chat.selectors import bot, bot_by_id, bot_versions, bots
from chat.services import create_bot, save_bot
from chat.types import BotSettings
from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.types import TenantInfo
from tests.cast import job


def test_all_bots_come_with_their_current_settings(in_acorn: TenantInfo) -> None:
    for slug in ("b", "a"):
        made = create_bot(slug=slug, settings=BotSettings(name=slug), by=job(in_acorn))
    save_bot(bot_id=made.id, settings=BotSettings(name="A"), by=job(in_acorn))
    assert [(each.slug, each.settings.name, each.version) for each in bots()] == [("a", "A", 2), ("b", "b", 1)]
    assert bot_by_id(made.id) == bot("a")


def test_what_is_not_there_is_not_found(in_acorn: TenantInfo) -> None:
    for look in (lambda: bot("none"), lambda: bot_by_id(new_id()), lambda: bot_versions(new_id())):
        with pytest.raises(BotNotFound):
            look()


def test_another_tenant_s_bot_is_not_there(acorn: TenantInfo, birch: TenantInfo) -> None:
    with tenant_scope(birch.id):
        theirs = create_bot(slug="hr", settings=BotSettings(name="x"), by=job(birch))
    with tenant_scope(acorn.id):
        assert bots() == ()
        with pytest.raises(BotNotFound):
            bot_by_id(theirs.id)
