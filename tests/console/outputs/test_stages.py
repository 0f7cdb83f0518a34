"""The timeline of a version."""

from dataclasses import replace

import pytest

from console.outputs.stages import size, steps_of
from kit import clock
from kit.ids import new_id
from knowledge.types import StageInfo, VersionInfo


def stage(name: str, **counts: int) -> StageInfo:
    return StageInfo(stage=name, at=clock.now(), ms=1500, counts=counts)  # type: ignore[arg-type]


VERSION = VersionInfo(
    id=new_id(),
    document_id=new_id(),
    number=1,
    state="working",
    stage="parsed",
    current=False,
    timeline=(stage("received", bytes=2048), stage("parsed", blocks=3, characters=1200, pages=2)),
    error="",
    problem="",
    notes=(),
    file_name="a.pdf",
    size=2048,
    sha256="",
    format="PDF",
    pages=2,
    passages=0,
    valid_from=None,
    valid_until=None,
    created_at=clock.now(),
)


def test_the_stage_after_the_last_finished_one_is_at_work() -> None:
    assert [step.state for step in steps_of(VERSION)] == ["done", "done", "now", "", "", ""]


def test_a_failure_stands_where_it_happened() -> None:
    assert [step.state for step in steps_of(replace(VERSION, state="failed"))][2] == "failed"


def test_finished_stages_tell_their_counts_and_seconds() -> None:
    received, parsed, *_ = steps_of(VERSION)
    assert received.counts == "2 KB"
    assert "1,200" in parsed.counts or "1200" in parsed.counts
    assert parsed.seconds == 1.5


def test_a_ready_version_has_nothing_left_to_do() -> None:
    timeline = tuple(stage(name) for name in ("received", "parsed", "split", "screened", "embedded", "ready"))
    assert {step.state for step in steps_of(replace(VERSION, state="ready", timeline=timeline))} == {"done"}


@pytest.mark.parametrize(("amount", "says"), [(2048, "2 KB"), (5 * 1024 * 1024, "5.0 MB")])
def test_sizes_are_told_in_the_unit_that_people_use(amount: int, says: str) -> None:
    assert size(amount) == says
