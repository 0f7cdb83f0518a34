"""A bot's settings have versions, and its switches are audited."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError

from audit.selectors import entries
from audit.types import Filters
from chat.errors import BotNotFound, SlugTaken
from chat.models import BotVersion
from chat.selectors import bot, bot_versions, bots
from chat.services import create_bot, delete_bot, pause_bot, publish_bot, roll_back_bot, save_bot
from chat.types import BotSettings
from kit.errors import Conflict, Invalid
from kit.ids import new_id
from kit.roles import atomic
from kit.scoping import tenant_scope
from tenants.errors import MayNot
from tenants.types import TenantInfo
from tests.cast import Person, job

HR = BotSettings(name="人事助手", purpose="回答假期问题", suggested_questions=("年假几天？",), base_ids=(new_id(),))


def made(tenant: TenantInfo, **values: Any) -> Any:
    return create_bot(slug="hr", settings=replace(HR, **values), by=job(tenant))


def test_a_new_bot_is_closed_and_has_one_version(in_acorn: TenantInfo) -> None:
    info = made(in_acorn)
    assert (info.version, info.published, info.paused) == (1, False, False)
    assert bot("hr") == info
    assert info.settings == HR


def test_every_save_is_a_version_that_says_what_changed(in_acorn: TenantInfo) -> None:
    info = made(in_acorn)
    save_bot(bot_id=info.id, settings=replace(HR, tone="warm"), by=job(in_acorn), note="friendlier")
    newest, first = bot_versions(info.id)
    assert (newest.version, newest.note, newest.changes) == (2, "friendlier", {"tone": ("formal", "warm")})
    assert (first.version, first.changes) == (1, {})


def test_going_back_is_a_new_version_with_the_old_settings(in_acorn: TenantInfo) -> None:
    info = made(in_acorn)
    save_bot(bot_id=info.id, settings=replace(HR, tone="warm"), by=job(in_acorn))
    back = roll_back_bot(bot_id=info.id, version=1, by=job(in_acorn))
    assert (back.version, back.settings) == (3, HR)


def test_a_save_over_somebody_else_s_is_a_conflict(in_acorn: TenantInfo) -> None:
    info = made(in_acorn)
    save_bot(bot_id=info.id, settings=HR, by=job(in_acorn), expected_version=1)
    with pytest.raises(Conflict):
        save_bot(bot_id=info.id, settings=HR, by=job(in_acorn), expected_version=1)


def test_a_version_can_t_be_changed_even_in_the_database(in_acorn: TenantInfo) -> None:
    made(in_acorn)
    with pytest.raises(ProgrammingError, match="permission denied"), atomic():
        BotVersion.objects.update(note="never said")


def test_two_bots_have_two_addresses(in_acorn: TenantInfo) -> None:
    made(in_acorn)
    with pytest.raises(SlugTaken):
        made(in_acorn)


def test_two_tenants_may_use_the_same_address(acorn: TenantInfo, birch: TenantInfo) -> None:
    for tenant in (acorn, birch):
        with tenant_scope(tenant.id):
            made(tenant)
            assert len(bots()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "长" * 61),
        ("instructions", "x" * 4001),
        ("audience", "everybody"),
        ("tone", "rude"),
        ("threshold", 1.5),
        ("passages", 0),
        ("passages", 13),
        ("suggested_questions", ("?",) * 9),
        ("suggested_questions", ("x" * 201,)),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(in_acorn: TenantInfo, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        made(in_acorn, **{field: value})
    assert refused.value.field == field


@pytest.mark.parametrize("slug", ["", "has space", "ä", "a/b"])
def test_an_address_is_plain(in_acorn: TenantInfo, slug: str) -> None:
    with pytest.raises(Invalid):
        create_bot(slug=slug, settings=HR, by=job(in_acorn))


def test_switches_are_audited(in_acorn: TenantInfo) -> None:
    info = made(in_acorn)
    publish_bot(bot_id=info.id, published=True, by=job(in_acorn))
    pause_bot(bot_id=info.id, paused=True, by=job(in_acorn))
    delete_bot(bot_id=info.id, by=job(in_acorn))
    names = [entry.event for entry in entries(Filters()).entries]
    assert {"chat.bot_created", "chat.bot_published", "chat.bot_paused", "chat.bot_deleted"} <= set(names)
    assert bots() == ()


def test_a_member_may_not_change_bots(in_acorn: TenantInfo, ben: Person) -> None:
    with pytest.raises(MayNot):
        create_bot(slug="mine", settings=HR, by=ben.principal)
    info = made(in_acorn)
    for change in (
        lambda: save_bot(bot_id=info.id, settings=HR, by=ben.principal),
        lambda: publish_bot(bot_id=info.id, published=True, by=ben.principal),
        lambda: pause_bot(bot_id=info.id, paused=True, by=ben.principal),
        lambda: roll_back_bot(bot_id=info.id, version=1, by=ben.principal),
        lambda: delete_bot(bot_id=info.id, by=ben.principal),
    ):
        with pytest.raises(MayNot):
            change()


def test_a_bot_of_another_tenant_is_not_found(acorn: TenantInfo, birch: TenantInfo) -> None:
    with tenant_scope(birch.id):
        theirs = made(birch)
    with tenant_scope(acorn.id), pytest.raises(BotNotFound):
        save_bot(bot_id=theirs.id, settings=HR, by=job(acorn))
