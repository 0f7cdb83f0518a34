"""Find a tenant by what a command line calls it. The tenants' app is above this one, so its SQL function is asked."""

import json
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connections

from audit.errors import NoSuchChain
from kit.ids import PLATFORM_TENANT
from kit.roles import alias

PLATFORM: Final = "platform"
"""The name of the chain of events that belong to no tenant."""


def tenant_id_of(name: str | None) -> UUID:
    """The tenant of this slug or id; without one, the demo tenant. Raises NoSuchChain."""
    wanted = name or _demo_tenant()
    if wanted == PLATFORM:
        return PLATFORM_TENANT
    try:
        return UUID(wanted)
    except ValueError:
        return _by_slug(wanted)


def _by_slug(slug: str) -> UUID:
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT tenant_by_slug(%s)", [slug])
        (found,) = cursor.fetchone()
    if found is None:
        raise NoSuchChain(name=slug)
    return UUID(str(found))


def _demo_tenant() -> str:
    plan = json.loads((Path(settings.ROOT) / "examples" / "demo.json").read_text(encoding="utf-8"))
    return str(plan["main"]["slug"])
