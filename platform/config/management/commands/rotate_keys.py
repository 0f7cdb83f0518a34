"""Make a new current key for one purpose."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit import crypto


class Command(BaseCommand):
    help = "Rotate the key of a purpose; what older keys sealed stays readable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("purpose", nargs="?")
        parser.add_argument("--list", action="store_true")

    def handle(self, *args: Any, purpose: str | None, **options: Any) -> None:
        known = crypto.purposes()
        if options["list"] or not purpose:
            self.stdout.write("\n".join(known))
        elif purpose not in known:
            raise CommandError(f"no key has the purpose {purpose}; there are: {', '.join(known)}")
        else:
            self.stdout.write(f"{purpose}: {crypto.rotate(purpose)} is the current key now")
