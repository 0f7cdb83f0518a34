"""Measure search on BEIR files, in a tenant that lives only for the measurement."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge.evaluation import measure, read_corpus, read_judged, scratch_tenant


class Command(BaseCommand):
    help = "Index a corpus as documents are indexed, ask every question of search, and print how good the order was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True, help="corpus.jsonl: _id, title, text")
        parser.add_argument("--queries", type=Path, required=True, help="queries.jsonl: _id, text")
        parser.add_argument("--qrels", type=Path, required=True, help="qrels.tsv: query-id, corpus-id, score")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--tenant", default="", help="accepted like in other commands; a tenant of its own is used")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            corpus = read_corpus(options["corpus"])
            judged = read_judged(options["queries"], options["qrels"])
        except (OSError, KeyError, ValueError) as problem:
            raise CommandError(f"these are no BEIR files: {problem}") from problem
        if not corpus or not judged:
            raise CommandError("there is no document, or no question with a relevant one")
        with scratch_tenant() as keeper:
            result = measure(corpus, judged, by=keeper)
        if options["json"]:
            self.stdout.write(json.dumps(result))
            return
        for name, value in result.items():
            self.stdout.write(f"{name:16} {value}")
