"""Read bots and the versions of their settings."""

from uuid import UUID

from django.db.models import F

from chat.errors import BotNotFound
from chat.models import Bot, BotVersion
from chat.stored import changes, settings_from_json
from chat.types import BotInfo, BotSettings, BotVersionInfo
from kit.texts import storable


def bot(slug: str) -> BotInfo:
    """Raises BotNotFound."""
    return _found(Bot.objects.filter(slug=slug).first() if storable(slug) else None)


def bot_by_id(bot_id: UUID) -> BotInfo:
    """Raises BotNotFound."""
    return _found(Bot.objects.filter(id=bot_id).first())


def bots() -> tuple[BotInfo, ...]:
    """All bots of the tenant by slug."""
    rows = list(Bot.objects.order_by("slug"))
    current = {
        version.bot_id: settings_from_json(version.settings)
        for version in BotVersion.objects.filter(bot__in=rows, version=F("bot__version"))
    }
    return tuple(as_info(row, current[row.id]) for row in rows)


def bot_versions(bot_id: UUID) -> tuple[BotVersionInfo, ...]:
    """Newest first, each with what it changed. Raises BotNotFound."""
    rows = list(BotVersion.objects.filter(bot_id=bot_id).order_by("version"))
    if not rows:
        raise BotNotFound
    saved = [settings_from_json(row.settings) for row in rows]
    infos = [
        BotVersionInfo(
            version=row.version,
            settings=settings,
            saved_at=row.created_at,
            saved_by=row.saved_by,
            note=row.note,
            changes=changes(before, settings) if before else {},
        )
        for row, settings, before in zip(rows, saved, [None, *saved], strict=False)
    ]
    return tuple(reversed(infos))


def settings_of(row: Bot, version: int | None = None) -> BotSettings:
    """The settings of the current or a given version. Raises BotNotFound."""
    saved = BotVersion.objects.filter(bot_id=row.id, version=version or row.version).first()
    if saved is None:
        raise BotNotFound
    return settings_from_json(saved.settings)


def as_info(row: Bot, settings: BotSettings) -> BotInfo:
    return BotInfo(
        id=row.id,
        slug=row.slug,
        version=row.version,
        settings=settings,
        published=row.published,
        paused=row.paused,
        updated_at=row.updated_at,
    )


def _found(row: Bot | None) -> BotInfo:
    if row is None:
        raise BotNotFound
    return as_info(row, settings_of(row))
