"""Make bots, save versions of their settings, open and stop them."""

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from audit.services import record
from audit.types import Event
from chat import events
from chat.errors import BotNotFound, SlugTaken
from chat.models import Bot, BotVersion
from chat.selectors.bots import as_info, settings_of
from chat.stored import changes, settings_to_json
from chat.types import BotInfo, BotSettings
from kit import clock
from kit.errors import Conflict, Invalid
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

LONGEST = {"name": 60, "greeting": 500, "purpose": 500, "instructions": 4000, "contact": 200}
MOST_QUESTIONS = 8
MOST_PASSAGES = 12


@atomic()
def create_bot(*, slug: str, settings: BotSettings, by: Principal, note: str = "") -> BotInfo:
    """A closed bot with its first version. Raises MayNot, SlugTaken, Invalid."""
    require(by, "bots.write")
    settings = _checked(settings)
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Invalid(field="slug") from error
    if Bot.objects.filter(slug=slug).exists():
        raise SlugTaken(field="slug")
    bot = Bot.objects.create(slug=slug)
    _add_version(bot, settings, by, note)
    record(events.BOT_CREATED, actor=by.actor, data={"bot": slug, "version": 1})
    return as_info(bot, settings)


@atomic()
def save_bot(
    *, bot_id: UUID, settings: BotSettings, by: Principal, note: str = "", expected_version: int | None = None
) -> BotInfo:
    """A new version, also where nothing differs. `expected_version` is the one that the editor had before his eyes.

    Raises MayNot, BotNotFound, Invalid, Conflict.
    """
    bot = _locked(bot_id, by)
    if expected_version is not None and expected_version != bot.version:
        raise Conflict(version=bot.version)
    changed = changes(settings_of(bot), settings := _checked(settings))
    _next_version(bot, settings, by, note)
    record(events.BOT_SAVED, actor=by.actor, data={"bot": bot.slug, "version": bot.version, "changed": sorted(changed)})
    return as_info(bot, settings)


@atomic()
def roll_back_bot(*, bot_id: UUID, version: int, by: Principal) -> BotInfo:
    """Save the settings of an earlier `version` again, as the newest. Raises MayNot, BotNotFound."""
    bot = _locked(bot_id, by)
    settings = settings_of(bot, version)
    _next_version(bot, settings, by, note=f"← {version}")
    record(
        events.BOT_ROLLED_BACK,
        actor=by.actor,
        data={"bot": bot.slug, "version": bot.version, "restored": version},
    )
    return as_info(bot, settings)


def publish_bot(*, bot_id: UUID, published: bool, by: Principal) -> BotInfo:
    """Open the bot to its audience, or close it to new questions. Raises MayNot, BotNotFound."""
    event = events.BOT_PUBLISHED if published else events.BOT_UNPUBLISHED
    return _switch(bot_id, event, by, published=published)


def pause_bot(*, bot_id: UUID, paused: bool, by: Principal) -> BotInfo:
    """The emergency switch: no new question, and open streams end within a second. Raises MayNot, BotNotFound."""
    return _switch(bot_id, events.BOT_PAUSED if paused else events.BOT_RESUMED, by, paused=paused)


@atomic()
def delete_bot(*, bot_id: UUID, by: Principal) -> None:
    """Delete a bot with its conversations; what was recorded of them stays. Raises MayNot, BotNotFound."""
    bot = _locked(bot_id, by)
    record(events.BOT_DELETED, actor=by.actor, data={"bot": bot.slug, "version": bot.version})
    bot.delete()


@atomic()
def _switch(bot_id: UUID, event: Event, by: Principal, **values: bool) -> BotInfo:
    bot = _locked(bot_id, by)
    for name, value in values.items():
        setattr(bot, name, value)
    bot.updated_at = clock.now()
    bot.save(update_fields=[*values, "updated_at"])
    record(event, actor=by.actor, data={"bot": bot.slug, "version": bot.version})
    return as_info(bot, settings_of(bot))


def _locked(bot_id: UUID, by: Principal) -> Bot:
    require(by, "bots.write")
    bot: Bot | None = Bot.objects.select_for_update().filter(id=bot_id).first()
    if bot is None:
        raise BotNotFound
    return bot


def _next_version(bot: Bot, settings: BotSettings, by: Principal, note: str) -> None:
    bot.version += 1
    bot.updated_at = clock.now()
    bot.save(update_fields=["version", "updated_at"])
    _add_version(bot, settings, by, note)


def _add_version(bot: Bot, settings: BotSettings, by: Principal, note: str) -> None:
    BotVersion.objects.create(
        bot=bot, version=bot.version, settings=settings_to_json(settings), saved_by=by.name[:120], note=note[:200]
    )


def _checked(settings: BotSettings) -> BotSettings:
    """The settings with white space trimmed. Raises Invalid with the field's name."""
    trimmed = replace(
        settings,
        suggested_questions=tuple(each.strip() for each in settings.suggested_questions if each.strip()),
        **{name: getattr(settings, name).strip() for name in LONGEST},
    )
    for name, limit in LONGEST.items():
        if len(getattr(trimmed, name)) > limit:
            raise Invalid(field=name, limit=limit)
    wrong = {
        "name": not trimmed.name,
        "audience": trimmed.audience not in ("staff", "customers"),
        "tone": trimmed.tone not in ("formal", "warm", "brief"),
        "suggested_questions": len(trimmed.suggested_questions) > MOST_QUESTIONS
        or any(len(each) > 200 for each in trimmed.suggested_questions),
        "threshold": not 0 <= trimmed.threshold <= 1,
        "passages": not 1 <= trimmed.passages <= MOST_PASSAGES,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise Invalid(field=name)
    return trimmed
