"""Write evidence, trying again for a moment; whoever can't write it must not show what it is about."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.db import Error as DatabaseError
from django.db import IntegrityError, InterfaceError, OperationalError

from chat.errors import EvidenceRefused, EvidenceUnavailable
from kit.database import run_unit

T = TypeVar("T")
PAUSES = (0.1, 0.4, 1.0)
"""Seconds between the attempts."""

log = structlog.get_logger(__name__)


async def written(tenant_id: UUID, work: Callable[..., T], **kwargs: Any) -> T:
    """Run `work` in one transaction. Raises EvidenceUnavailable when the database is away again and again, and
    EvidenceRefused at once when it is there and will never take this.

    An attempt whose commit was lost on the way is found out by the database's own unique keys.
    """
    for pause in (*PAUSES, None):
        try:
            return await run_unit(tenant_id, work, **kwargs)
        except (OperationalError, InterfaceError) as error:
            log.warning("evidence not written", work=work.__name__, error=type(error).__name__)
            if pause is None:
                raise EvidenceUnavailable from error
            await asyncio.sleep(pause)
        except IntegrityError as error:
            raise EvidenceUnavailable from error
        except DatabaseError as error:
            log.exception("evidence refused", work=work.__name__)
            raise EvidenceRefused from error
    raise EvidenceUnavailable
