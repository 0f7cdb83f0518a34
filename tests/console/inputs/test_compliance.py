"""The log's filters and the policy's choices."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from console.inputs.compliance import AuditForm, PolicyForm


def test_days_are_those_of_the_tenant_and_the_last_one_counts() -> None:
    form = AuditForm({"since": "2026-11-22", "until": "2026-11-22"}, names=())
    assert form.is_valid()
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        found = form.filters()
    assert found.since == datetime(2026, 11, 22, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert found.until == datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_an_unknown_event_is_no_choice() -> None:
    assert not AuditForm({"event": "nobody.knows"}, names=("kit.known",)).is_valid()


def test_only_what_was_chosen_changes_a_policy() -> None:
    form = PolicyForm(
        {"name": "x", "input-A.1": "hold", "output-A.1": "keep"},
        rows=(("input", "A.1", "One"), ("output", "A.1", "One")),
    )
    assert form.is_valid()
    assert form.actions() == {("input", "A.1"): "hold"}
    assert len(form.choices_of("input")) == 1
