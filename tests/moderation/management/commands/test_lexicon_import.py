"""A word list is imported from a file, and says which lines it left out."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation.models import BaseList

pytestmark = pytest.mark.django_db(transaction=True)


def written(tmp_path: Path, lines: list[str]) -> Path:
    file = tmp_path / "list.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_list_is_imported_from_a_file(tmp_path: Path) -> None:
    file = written(tmp_path, ["紫电青霜号", "识别紫电青霜号\tallow", "x"])
    out = StringIO()
    call_command("lexicon_import", str(file), "--category", "A.1.h", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "version": 1,
        "terms": 1,
        "phrases": 1,
        "refused": [{"line": 3, "part": "text"}],
    }
    with tenant_scope(PLATFORM_TENANT):
        assert BaseList.published.count() == 1


def test_a_list_without_any_term_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("lexicon_import", str(written(tmp_path, ["紫电青霜号"])), stdout=StringIO())


def test_people_are_told_the_lines_that_were_left_out(tmp_path: Path) -> None:
    out = StringIO()
    call_command("lexicon_import", str(written(tmp_path, ["紫电青霜号\tA.1.h", *["x\tA.1.h"] * 30])), stdout=out)
    assert "line 2 left out: text" in out.getvalue()
    assert "30 lines left out in all" in out.getvalue()
