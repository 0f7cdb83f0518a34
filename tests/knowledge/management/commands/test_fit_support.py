"""Weights can be fitted anew from a file of examples."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gateway.evidence.answerable import FEATURES

LEAVE = {"text": "职工累计工作满1年的，年休假5天。", "document": "手册.pdf"}


def row(question: str, *, answered: bool) -> str:
    return json.dumps({"question": question, "passages": [LEAVE], "answered": answered})


def test_it_writes_a_weight_for_every_feature(tmp_path: Path) -> None:
    examples, out = tmp_path / "examples.jsonl", tmp_path / "weights.json"
    examples.write_text("\n".join([row("年休假几天？", answered=True), row("食堂几点开饭？", answered=False)]), "utf-8")
    call_command("fit_support", examples=examples, out=out)
    assert set(json.loads(out.read_text("utf-8"))["weights"]) == set(FEATURES)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n', "utf-8")
    with pytest.raises(CommandError, match="no examples"):
        call_command("fit_support", examples=tmp_path / "x.jsonl", out=tmp_path / "out.json")
