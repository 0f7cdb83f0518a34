"""What is stored comes back as it was."""

from datetime import UTC, datetime

from gateway.probing import waiting_steps
from gateway.records import capabilities_of, report_of, report_to_json, step_of, step_to_json
from gateway.types import Capabilities, ProbeReport, RouteStep
from kit.ids import new_id


def test_a_step_comes_back() -> None:
    step = RouteStep(
        card_id=new_id(),
        purposes=frozenset({"answer", "judge"}),
        sensitivities=frozenset({"public"}),
        as_fallback=False,
    )
    assert step_of(step_to_json(step)) == step


def test_a_report_comes_back() -> None:
    report = ProbeReport(
        card_id=new_id(), steps=waiting_steps(), done=True, started_at=datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert report_of(report.card_id, report_to_json(report)) == report
    assert report_of(report.card_id, {}) is None


def test_capabilities_of_another_release_do_not_break_this_one() -> None:
    assert capabilities_of({"streaming": True, "telepathy": True}) == Capabilities(streaming=True)
