"""Write a tenant's sealed entries and a signed checkpoint into files that anyone can verify."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.adapters.tenants import tenant_id_of
from audit.services import export
from kit.errors import HeyanError


class Command(BaseCommand):
    help = "Export a tenant's evidence. Exits 1 where the chain is broken; the files then hold it as it was found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", help="slug, id or `platform` (default: the demo tenant)")
        parser.add_argument("--out", type=Path, required=True, help="JSON Lines, one sealed entry a line")
        parser.add_argument("--checkpoint", type=Path, required=True, help="the signed head, one JSON object")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, tenant: str | None, out: Path, checkpoint: Path, **options: Any) -> None:
        try:
            result = export(tenant_id=tenant_id_of(tenant), out=out, checkpoint=checkpoint, actor="job:audit_export")
        except (HeyanError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(result.to_json()) if options["json"] else str(result))
        if not result.ok:
            raise CommandError("the chain is broken; the files hold it as it was found")
