"""A real browser for journeys: the system's Chromium where there is one, else the one that Playwright fetched."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@contextmanager
def browsing() -> Iterator[Browser]:
    """One browser process; give each test a context of its own."""
    # Playwright keeps an event loop in this thread, where Django would then refuse to be called.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
