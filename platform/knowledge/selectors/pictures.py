"""Draw pages for people who look at them: outside any transaction, two at a time, the last ones kept in memory."""

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from knowledge.errors import PageNotFound, PagesBusy
from knowledge.files import local_copy
from knowledge.parsed import ReadFailed
from knowledge.reading import draw_page
from knowledge.types import PageSource

DRAWN_AT_ONCE = 2
"""As many as there are reading processes: more would only wait for one."""
MOST_ASKED = 16
"""Pages asked for and not drawn yet; the slowest page takes fifteen seconds."""
MOST_KEPT = 32 << 20
"""Bytes of pictures. In memory, so that no copy of a document outlives its deletion on a disk."""

Key = tuple[UUID, int, float]


class Pictures:
    """The pictures of one process. What several ask for at one time is drawn once."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=DRAWN_AT_ONCE, thread_name_prefix="page")
        self._lock = threading.Lock()
        self._asked: dict[Key, Future[bytes]] = {}
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    async def picture(self, source: PageSource, *, scale: float) -> bytes:
        key = (source.version_id, source.page, scale)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            drawing = self._asked.get(key) or self._begin(key, source)
        # Whoever leaves takes nothing from the others, and a page that is nearly drawn will be asked for again.
        return await asyncio.shield(asyncio.wrap_future(drawing))

    def _begin(self, key: Key, source: PageSource) -> "Future[bytes]":
        if len(self._asked) >= MOST_ASKED:
            raise PagesBusy
        self._asked[key] = self._threads.submit(self._draw, key, source)
        return self._asked[key]

    def _draw(self, key: Key, source: PageSource) -> bytes:
        drawn = b""
        try:
            with local_copy(source.file) as path:
                drawn = draw_page(path, source.page, scale=key[2])
            return drawn
        except (ReadFailed, FileNotFoundError) as problem:
            raise PageNotFound from problem
        finally:
            self._settle(key, drawn)

    def _settle(self, key: Key, drawn: bytes) -> None:
        with self._lock:
            del self._asked[key]
            if drawn:
                self._kept[key] = drawn
            while sum(map(len, self._kept.values())) > MOST_KEPT:
                self._kept.popitem(last=False)


_pictures = Pictures()


async def picture(source: PageSource, *, scale: float = 1.0) -> bytes:
    """The page as JPEG at 110 dpi times `scale`. Call it outside any unit. Raises PageNotFound, PagesBusy."""
    return await _pictures.picture(source, scale=scale)
