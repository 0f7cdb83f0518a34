"""Fit the weights by which support tells answered questions from others, from examples of one's own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gateway.evidence.answerable import features
from gateway.evidence.asides import without_asides
from gateway.evidence.fitting import Example, fit


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    document: str = ""
    path: str = ""
    score: float = 0.0


class Command(BaseCommand):
    help = "Read examples (JSONL: question, passages [{text document path}], answered, counts) and write the weights."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--examples", type=Path, required=True, help="JSONL, a question with its passages a line")
        parser.add_argument("--out", type=Path, required=True, help="the weights, as gateway/evidence/answerable.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            examples = list(_read(options["examples"]))
            fitted = fit(examples)
        except (OSError, KeyError, TypeError, ValueError) as problem:
            raise CommandError(f"these are no examples: {problem}") from problem
        options["out"].write_text(json.dumps({"weights": fitted.weights, "middle": fitted.middle}, indent=1), "utf-8")
        self.stdout.write(f"{len(examples)} examples")


def _read(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        passages = [_Passage(**passage) for passage in row["passages"]]
        found = features(without_asides(row["question"]), passages)
        if found is not None:
            yield Example(found, bool(row["answered"]), float(row.get("counts", 1.0)))
