"""Run database work from async code: a pooled connection for one short transaction, never across an await."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import connections

from kit.scoping import tenant_scope

P = ParamSpec("P")
T = TypeVar("T")

UNIT_THREADS = 8
"""Units at work at one time: as many as the pool has connections, so that none waits for one inside a thread."""

_threads = ThreadPoolExecutor(max_workers=UNIT_THREADS, thread_name_prefix="unit")


async def run_unit(tenant_id: UUID, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` in one transaction that sees `tenant_id` only, and give the connection back.

    A cancelled caller does not cut the transaction: it commits or rolls back in its thread.
    """

    def scoped() -> T:
        with tenant_scope(tenant_id):
            return work(*args, **kwargs)

    return await run_plain(scoped)


async def run_plain(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` off the event loop and give its connections back, without choosing a tenant."""
    context = contextvars.copy_context()

    def unit() -> T:
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: context.run(unit))
