"""Replace the platform's imported word list by a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kit.errors import HeyanError
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation.services import import_base
from moderation.types import ImportReport
from tenants.types import job_principal

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Replace the platform's imported word list. One entry a line: text, or text<TAB>risk code<TAB>confidence; "
        "the code `allow` makes an allow-phrase; # begins a comment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--category", default="", help="risk code of lines that name none, such as A.1.f")
        parser.add_argument("--note", default="", help="where the list is from")
        parser.add_argument("--encoding", default="utf-8-sig")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        principal = job_principal(
            tenant_id=PLATFORM_TENANT, name="lexicon_import", scopes=frozenset({"platform.lexicon"})
        )
        try:
            lines = file.read_text(encoding=options["encoding"]).splitlines()
            with tenant_scope(PLATFORM_TENANT):
                report = import_base(lines=lines, category=options["category"], note=options["note"], by=principal)
        except (HeyanError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(_plain(report), ensure_ascii=False))
            return
        self.stdout.write(f"version {report.version}: {report.terms} terms, {report.phrases} allow-phrases")
        for number, part in report.refused[:SHOWN]:
            self.stdout.write(f"  line {number} left out: {part}")
        if len(report.refused) > SHOWN:
            self.stdout.write(f"  … {len(report.refused)} lines left out in all")


def _plain(report: ImportReport) -> dict[str, Any]:
    return {
        "version": report.version,
        "terms": report.terms,
        "phrases": report.phrases,
        "refused": [{"line": number, "part": part} for number, part in report.refused],
    }
