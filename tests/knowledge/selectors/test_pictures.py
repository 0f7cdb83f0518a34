"""Pages are drawn beside the units, a few at a time, once for all who ask, and kept for a while."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kit.ids import new_id
from knowledge.errors import PageNotFound, PagesBusy
from knowledge.parsed import ReadFailed
from knowledge.selectors import pictures
from knowledge.selectors.pictures import MOST_ASKED, Pictures
from knowledge.types import PageSource
from tests.console.views.test_viewer import pdf


class Pen:
    """Stands where pages are drawn, and waits until it may."""

    def __init__(self) -> None:
        self.may, self.drawn, self.at_once, self.most = threading.Event(), 0, 0, 0
        self.size = 10
        self._lock = threading.Lock()

    def draw(self, path: Path, page: int, *, scale: float) -> bytes:
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.may.wait(10)
        with self._lock:
            self.at_once -= 1
            self.drawn += 1
        return b"x" * self.size


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pen]:
    held = Pen()
    monkeypatch.setattr(pictures, "draw_page", held.draw)
    yield held
    held.may.set()


def source(version: UUID | None = None, page: int = 1) -> PageSource:
    return PageSource(version_id=version or new_id(), page=page, file="documents/a")


async def test_a_page_is_drawn_by_the_reading_process() -> None:
    key = default_storage.save("documents/fruit", ContentFile(pdf("Apples").read()))
    drawn = await pictures.picture(PageSource(version_id=new_id(), page=1, file=key))
    assert drawn[:2] == b"\xff\xd8"


async def test_two_are_drawn_at_once_and_one_too_many_is_told_to_come_back(pen: Pen) -> None:
    held = Pictures()
    asked = [asyncio.ensure_future(held.picture(source(), scale=1.0)) for _ in range(MOST_ASKED)]
    await asyncio.sleep(0.1)
    with pytest.raises(PagesBusy) as refused:
        await held.picture(source(), scale=1.0)
    assert refused.value.retry_after > 0
    pen.may.set()
    await asyncio.gather(*asked)
    assert pen.most == 2


async def test_who_asks_for_the_same_page_shares_its_drawing_and_may_leave(pen: Pen) -> None:
    held, same = Pictures(), source()
    first, second = (asyncio.ensure_future(held.picture(same, scale=1.0)) for _ in range(2))
    await asyncio.sleep(0.05)
    first.cancel()
    pen.may.set()
    assert await second == b"x" * pen.size
    assert await held.picture(same, scale=1.0) == b"x" * pen.size
    assert pen.drawn == 1


async def test_another_scale_is_another_picture(pen: Pen) -> None:
    held, same = Pictures(), source()
    pen.may.set()
    await held.picture(same, scale=1.0)
    await held.picture(same, scale=2.0)
    assert pen.drawn == 2


async def test_the_oldest_pictures_make_room(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_KEPT", 25)
    held, version = Pictures(), new_id()
    pen.may.set()
    for page in (1, 2, 3, 1, 3):
        await held.picture(source(version, page), scale=1.0)
    assert pen.drawn == 4


async def test_a_page_that_cannot_be_drawn_is_not_there_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fail(path: Path, page: int, *, scale: float) -> bytes:
        asked.append(page)
        raise ReadFailed("crashed")

    monkeypatch.setattr(pictures, "draw_page", fail)
    held = Pictures()
    for _ in range(2):
        with pytest.raises(PageNotFound):
            await held.picture(source(), scale=1.0)
    assert len(asked) == 2


async def test_a_file_that_is_gone_has_no_pages() -> None:
    with pytest.raises(PageNotFound):
        await pictures.picture(source())
