"""Back the installation up into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backup


class Command(BaseCommand):
    help = "Write database, files, keys and checkpoints into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        try:
            manifest = backup.backup(out)
        except backup.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{len(manifest['files'])} files in {out}; keep it where its keys are safe")
