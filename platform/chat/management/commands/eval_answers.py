"""Measure answers on files and questions of others, in a tenant that lives only for the measurement."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat.evaluation import Examiner, Marked, Question, by_kind, figures, ingest
from kit.errors import HeyanError
from knowledge.evaluation import scratch_tenant


class Command(BaseCommand):
    help = "Ingest a folder, ask every question through the pipeline, and print how many answers were right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help="folder of files, read recursively")
        parser.add_argument("--questions", type=Path, required=True, help="JSONL: id question answers document page")
        parser.add_argument("--per-document", action="store_true", help="ask of a base that holds only the document")
        parser.add_argument("--model", default="", help="name of the card that answers (default: the standard order)")
        parser.add_argument("--details", type=Path, help="write a row per question to this file")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--tenant", default="", help="accepted like in other commands; a tenant of its own is used")

    def handle(self, *args: Any, **options: Any) -> None:
        questions = _read(options["questions"])
        try:
            marked, failed = self._measure(questions, options)
        except HeyanError as error:
            raise CommandError(f"{error} ({error.code}) {error.details or ''}") from error
        if options["details"]:
            _write(options["details"], marked)
        result = figures(marked) | {"ingest_failed": failed, "by_kind": by_kind(marked)}
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for name, value in result.items():
            self.stdout.write(f"{name:16} {value}")

    def _measure(self, questions: Sequence[Question], options: Any) -> tuple[list[Marked], dict[str, str]]:
        with scratch_tenant() as keeper:
            material = ingest(options["documents"], per_document=options["per_document"], by=keeper)
            self.stderr.write(f"{len(material.bases)} files, {len(material.failed)} failed")
            examiner = Examiner(material, model=options["model"], by=keeper)
            try:
                return asyncio.run(self._ask_all(examiner, questions)), material.failed
            finally:
                examiner.leave()

    async def _ask_all(self, examiner: Examiner, questions: Sequence[Question]) -> list[Marked]:
        marked = []
        for number, question in enumerate(questions, 1):
            marked.append(await examiner.ask(question))
            if number % 50 == 0:
                self.stderr.write(f"{number} of {len(questions)} asked")
        return marked


def _read(path: Path) -> list[Question]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Question.read(json.loads(line)) for line in lines if line.strip()]
    except (OSError, KeyError, ValueError) as problem:
        raise CommandError(f"these are no questions: {problem}") from problem


def _write(path: Path, marked: Sequence[Marked]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for each in marked:
            out.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")
