"""Serve a model file on this machine; every process of the installation learns of it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gateway.adapters import local_fetch
from gateway.errors import ModelFileBroken, ModelNotFetched
from gateway.management.commands.run_local_model import serve


class Command(BaseCommand):
    help = "Serve a GGUF file with llama.cpp on 127.0.0.1 until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", type=Path, required=True, help="the .gguf file")
        parser.add_argument("--port", type=int, default=0, help="0 takes a free one")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, lock = Path(settings.MODEL_DIR), Path(settings.ROOT) / "requirements" / "local-model.txt"
        try:
            engine = local_fetch.fetch_engine(folder, lock)
            serve(options["path"], engine=engine, port=options["port"], name=options["path"].stem)
        except (ModelFileBroken, ModelNotFetched, OSError) as error:
            raise CommandError(str(error)) from error
