"""Recognise the pages of a file, one request each, spread over the children that do it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

from knowledge.parsed import ReadFailed
from knowledge.reading.limits import Limits
from knowledge.reading.supervisor import RECOGNISERS, ask
from knowledge.recognised import Found, found_from

Pages = dict[int, Found]
Heard = Callable[[int, int], None]


WORD_EVERY = 15.0  # seconds until `heard` is called though no page is done


def unheard(_done: int, _wanted: int) -> None:
    """Nobody waits for word of each page."""


def recognise_pages(path: Path, numbers: Sequence[int], pages: Pages, limits: Limits, heard: Heard) -> None:
    """Fill `pages`. A page that fails is kept with its reason, and the others go on. What `heard` raises ends it."""
    before = len(pages)
    with ThreadPoolExecutor(RECOGNISERS.most, thread_name_prefix="recognise") as threads:
        asked = {threads.submit(_page, path, number, limits): number for number in numbers}
        left = set(asked)
        try:
            while left:
                done, left = wait(left, timeout=WORD_EVERY, return_when=FIRST_COMPLETED)
                pages.update({asked[each]: each.result() for each in done})
                heard(len(pages), before + len(numbers))
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _page(path: Path, number: int, limits: Limits) -> Found:
    request = {"do": "recognise", "path": str(path.resolve()), "page": number}
    try:
        _, body = ask(request, limits, limits.page_seconds, RECOGNISERS)
    except ReadFailed as failure:
        return Found(failed=failure.code)
    return found_from(json.loads(body))
