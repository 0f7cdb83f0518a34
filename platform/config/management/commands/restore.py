"""Bring an installation back from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backup


class Command(BaseCommand):
    help = "Replace the data by a backup's, then apply every later erasure and withdrawal again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", type=Path, required=True)

    def handle(self, *args: Any, source: Path, **options: Any) -> None:
        try:
            counts = backup.restore(source)
        except backup.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{counts['files']} files back; {counts['erasures_applied_again']} erasures applied again")
