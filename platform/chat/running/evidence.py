"""Write evidence, trying again for a moment; whoever can't write it must not show what it is about."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.db import Error as DatabaseError
from django.db import IntegrityError

from chat.errors import EvidenceUnavailable
from kit.database import run_unit

T = TypeVar("T")
PAUSES = (0.1, 0.4, 1.0)
"""Seconds between the attempts."""

log = structlog.get_logger(__name__)


async def written(tenant_id: UUID, work: Callable[..., T], **kwargs: Any) -> T:
    """Run `work` in one transaction. Raises EvidenceUnavailable when the database refuses it again and again.

    An attempt whose commit was lost on the way is found out by the database's own unique keys.
    """
    for pause in (*PAUSES, None):
        try:
            return await run_unit(tenant_id, work, **kwargs)
        except DatabaseError as error:
            log.warning("evidence not written", work=work.__name__, error=type(error).__name__)
            if pause is None or isinstance(error, IntegrityError):
                raise EvidenceUnavailable from error
            await asyncio.sleep(pause)
    raise EvidenceUnavailable
