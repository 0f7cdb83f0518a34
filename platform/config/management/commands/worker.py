"""Run the worker: it does what the outbox promised."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from config.celery import app
from config.startup import ensure_database


class Command(BaseCommand):
    help = "Work through the queues nearline and offline."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queues", default="nearline,offline")
        parser.add_argument("--threads", type=int, default=2)

    def handle(self, *args: Any, queues: str, threads: int, **options: Any) -> None:
        ensure_database(settings.ENV.database_name)
        # Threads share one copy of the encoder; the heavy lifting of a document is in a child process anyway.
        flags = ["--pool", "threads", "--concurrency", str(threads), "--loglevel", settings.ENV.log_level]
        app.worker_main(["worker", "-Q", queues, "--without-gossip", "--without-mingle", *flags])
