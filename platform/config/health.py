"""Tell whether the parts that an answer needs are there."""

import shutil
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from audit.selectors import seal_lag
from gateway import selectors as gateway
from kit.roles import acting_as, alias
from tenants.checks import unfit_role

Part = dict[str, str | float | bool]

MOST_LAG_SECONDS = 10
LEAST_FREE_MB = 200


def database() -> Part:
    """Reachable, and under a role that row security binds."""
    faults = unfit_role(alias())
    return {"ok": not faults, "state": f"the role {faults[0]}: row security does not bind it" if faults else "ready"}


def broker() -> Part:
    """Work is safe in the outbox while the broker is away, so this part degrades and does not fail."""
    try:
        with redis.Redis.from_url(settings.CACHE_URL, socket_timeout=1) as client:
            client.ping()
    except redis.RedisError:
        return {"ok": True, "state": "away; work waits in the outbox"}
    return {"ok": True, "state": "ready"}


def evidence() -> Part:
    """Entries must be sealed soon after they are written; a dead clerk shows here within seconds."""
    lag = seal_lag()
    return {
        "ok": lag <= MOST_LAG_SECONDS,
        "state": "sealed" if lag <= MOST_LAG_SECONDS else "behind",
        "lag_s": round(lag, 1),
    }


def files() -> Part:
    """Uploads need room on the disk."""
    free = shutil.disk_usage(settings.DATA_DIR).free // 2**20
    return {"ok": free >= LEAST_FREE_MB, "state": "ready" if free >= LEAST_FREE_MB else "full", "free_mb": free}


def local_model() -> Part:
    """The small model may still be loading: other models answer meanwhile, so this part never fails."""
    held = gateway.local_model()
    return {"ok": True, "state": held.state, "percent": round(held.percent, 1)}


PARTS: dict[str, Callable[[], Part]] = {
    "database": database,
    "broker": broker,
    "evidence": evidence,
    "files": files,
    "local_model": local_model,
}
NEED_DATABASE = ("evidence", "local_model")
AWAY = "not reachable"


def look(part: Callable[[], Part]) -> Part:
    try:
        return part()
    except DatabaseError:
        return {"ok": False, "state": AWAY}


def look_at_all() -> dict[str, Part]:
    """What needs the database is not asked for while that is away: each question would wait for it anew."""
    parts = {"database": look(database)}
    away = parts["database"]["state"] == AWAY
    return parts | {
        name: {"ok": False, "state": "unknown"} if away and name in NEED_DATABASE else look(part)
        for name, part in PARTS.items()
        if name != "database"
    }


def healthz(request: HttpRequest) -> JsonResponse:
    """200 where every part is well, 503 otherwise; the body names each part and its state."""
    with acting_as("app"):
        parts = look_at_all()
    well = all(part["ok"] for part in parts.values())
    return JsonResponse({"ok": well, "parts": parts}, status=200 if well else 503)
