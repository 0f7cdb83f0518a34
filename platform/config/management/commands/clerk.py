"""Run the clerk's process until it is asked to stop."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config import clerk
from config.startup import ensure_database


class Command(BaseCommand):
    help = "Seal evidence, close abandoned turns, send promised work again."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_database(settings.ENV.database_name)
        asked: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, frame: asked.append(received))
        clerk.run(lambda: bool(asked))
