"""`eval_answers` prints its rates, and leaves nothing but evidence."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chat.models import Bot, TurnText
from kit.roles import acting_as
from tests.knowledge.conftest import HANDBOOK

QUESTIONS = [
    {"id": "a", "question": "年休假有多少天？", "answers": ["十天"], "document": "h.md", "page": None, "kind": "fact"},
    {"id": "b", "question": "公司有几辆班车？", "answers": [], "document": "h.md", "page": None, "kind": "absent"},
]


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "h.md").write_text(HANDBOOK, encoding="utf-8")
    questions = tmp_path / "q.jsonl"
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in QUESTIONS), encoding="utf-8")
    return folder, questions


@pytest.mark.django_db(transaction=True)
def test_the_rates_are_one_json_object(paths: tuple[Path, Path], tmp_path: Path) -> None:
    out, details = StringIO(), tmp_path / "details.jsonl"
    folder, questions = map(str, paths)
    call_command(
        "eval_answers", "--documents", folder, "--questions", questions, "--per-document", "--model", "extractive",
        "--details", str(details), "--json", stdout=out, stderr=StringIO(),
    )  # fmt: skip
    told = json.loads(out.getvalue())
    assert (told["answer_ok"], told["document_ok"], told["refused_absent"], told["refused_present"]) == (1, 1, 1, 0)
    assert (told["ingest_failed"], set(told["by_kind"])) == ({}, {"fact", "absent"})
    assert len(details.read_text(encoding="utf-8").splitlines()) == 2
    with acting_as("owner"):
        assert (Bot.objects.count(), TurnText.objects.count()) == (0, 0)


def test_a_file_of_something_else_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "q.jsonl"
    wrong.write_text('{"no": "question"}\n')
    with pytest.raises(CommandError, match="no questions"):
        call_command("eval_answers", "--documents", str(tmp_path), "--questions", str(wrong))
