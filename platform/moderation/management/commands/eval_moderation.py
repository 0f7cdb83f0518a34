"""Measure moderation on a file of labelled texts."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kit.errors import HeyanError
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation.evaluation import Report, RowInvalid, evaluate, rows
from moderation.selectors import screen_for
from tenants.selectors import tenant_by_slug


class Command(BaseCommand):
    help = "Judge labelled texts (JSONL: id, text, label benign|harmful, category) and print rates. Stores no text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", required=True, type=Path)
        parser.add_argument("--side", required=True, choices=("input", "output"))
        parser.add_argument("--tenant", help="use this tenant's lists and default policy (default: the platform's)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tenant_id = tenant_by_slug(options["tenant"]).id if options["tenant"] else PLATFORM_TENANT
            with tenant_scope(tenant_id):
                screen = screen_for(None, side=options["side"])
            with options["input"].open(encoding="utf-8") as lines:
                report = evaluate(rows(lines), screen)
        except (HeyanError, RowInvalid, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self._print(report, as_json=options["json"])

    def _print(self, report: Report, *, as_json: bool) -> None:
        plain = report.plain()
        if as_json:
            self.stdout.write(json.dumps(plain, ensure_ascii=False))
            return
        for name, value in plain.items():
            self.stdout.write(f"{name:16} {value if name != 'by_category' else ''}")
        for name, held in plain["by_category"].items():
            self.stdout.write(f"  {name:30} {held['n']:6} {held['flagged']:.3f}")
