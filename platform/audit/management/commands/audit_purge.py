"""Drop evidence whose time is over, and leave a signed stub."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.adapters.tenants import tenant_id_of
from audit.services import purge
from audit.types import FLOOR_DAYS
from kit.errors import HeyanError


class Command(BaseCommand):
    help = "Drop whole sealed ranges that are older than this and than their retention class asks. Works as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", required=True, help="slug, id or `platform`")
        parser.add_argument("--older-than-days", type=int, default=FLOOR_DAYS, help=f"at least {FLOOR_DAYS}")

    def handle(self, *args: Any, tenant: str, older_than_days: int, **options: Any) -> None:
        try:
            count = purge(tenant_id=tenant_id_of(tenant), older_than_days=older_than_days, actor="job:audit_purge")
        except HeyanError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} entries purged")
