import asyncio

import pytest
from django.db import connection

from kit.database import UNIT_THREADS, run_plain, run_unit
from kit.ids import new_id
from kit.models import OutboxItem

pytestmark = pytest.mark.django_db(transaction=True)

ACORN = new_id()


def note() -> None:
    OutboxItem.objects.create(kind="note")


def count() -> int:
    return OutboxItem.objects.count()


async def test_a_unit_commits():
    await run_unit(ACORN, note)
    assert await run_unit(ACORN, count) == 1


async def test_a_unit_that_fails_leaves_nothing():
    def fails() -> None:
        note()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_unit(ACORN, fails)
    assert await run_unit(ACORN, count) == 0


async def test_a_cancelled_caller_does_not_cut_the_transaction():
    def slow() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        note()

    task = asyncio.create_task(run_unit(ACORN, slow))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(50):
        if await run_unit(ACORN, count):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the unit was cut")


async def test_many_units_share_few_connections():
    def backends() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'heyan_app'"
            )
            return int(cursor.fetchone()[0])

    seen = await asyncio.gather(*(run_plain(backends) for _ in range(100)))
    assert max(seen) <= UNIT_THREADS + 1
