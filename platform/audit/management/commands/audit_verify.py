"""Verify chains where they lie, or an export with nothing but files."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.adapters.export import verify_files
from audit.adapters.tenants import tenant_id_of
from audit.chain import Verification
from audit.selectors import tenants_with_chain, verify
from kit.errors import HeyanError
from kit.scoping import tenant_scope


class Command(BaseCommand):
    help = (
        "Exits 0 with counts, or 1 with the first bad entry. With --export it needs no server and no database; without"
        " --checkpoint a tail that was cut off or written anew cannot be found. Without --export it verifies the chains"
        " of every tenant, or of --tenant, against the checkpoints of this installation."
    )
    # An auditor's machine has neither the server nor its settings.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--export", type=Path, help="a file of audit_export")
        parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="may be given again")
        parser.add_argument("--key", type=Path, help="the public key or keys, PEM")
        parser.add_argument("--tenant", help="slug, id or `platform`")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["export"]:
                results = {"": verify_files(options["export"], checkpoints=options["checkpoint"], key=options["key"])}
            else:
                results = _installation(options["tenant"])
        except (HeyanError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self._show(results, as_json=options["json"])
        if not all(result.ok for result in results.values()):
            raise SystemExit(1)

    def _show(self, results: dict[str, Verification], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_total(results)))
            return
        for tenant, result in results.items():
            self.stdout.write(f"{tenant}: {result}" if tenant else str(result))
        if any(result.ok and not result.counts["checkpoint"] for result in results.values()):
            self.stderr.write("no checkpoint: a tail that was cut off or written anew would not have been found")


def _installation(name: str | None) -> dict[str, Verification]:
    results = {}
    for tenant_id in (tenant_id_of(name),) if name else tenants_with_chain():
        with tenant_scope(tenant_id):
            results[str(tenant_id)] = verify(tenant_id)
    return results


def _total(results: dict[str, Verification]) -> dict[str, Any]:
    """One object for all chains: the sums, and the first of them that is broken."""
    names = {name for result in results.values() for name in result.counts}
    counts = {name: sum(result.counts.get(name, 0) for result in results.values()) for name in sorted(names)}
    bad = next((result for result in results.values() if not result.ok), None)
    chains = {tenant: result.to_json() for tenant, result in results.items() if tenant}
    whole = {"ok": bad is None, "counts": counts, "first_bad": bad.to_json()["first_bad"] if bad else None}
    return whole | ({"chains": chains} if chains else {})
