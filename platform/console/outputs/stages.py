"""The way of a version through ingestion, as the timeline shows it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from console.outputs.words import COUNTS, STAGES
from knowledge.types import STAGES as ORDER
from knowledge.types import StageInfo, VersionInfo


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its name, how it stands (done, now, failed, empty), and what came out of it."""

    label: str
    state: str
    counts: str
    seconds: float


def steps_of(version: VersionInfo) -> tuple[Step, ...]:
    """All stages in their order; the one after the last finished one is at work, or is where it failed."""
    finished = {stage.stage: stage for stage in version.timeline}
    next_one = next((name for name in ORDER if name not in finished), None)
    here = {"failed": "failed", "working": "now"}.get(version.state, "")
    return tuple(
        Step(
            label=str(STAGES[name]),
            state="done" if name in finished else here if name == next_one else "",
            counts=_counts(finished.get(name)),
            seconds=finished[name].ms / 1000 if name in finished else 0.0,
        )
        for name in ORDER
    )


def _counts(stage: StageInfo | None) -> str:
    if stage is None:
        return ""
    if "bytes" in stage.counts:
        return size(stage.counts["bytes"])
    shown = [(name, count) for name, count in stage.counts.items() if count or name not in ("flagged", "blocks")]
    said = [f"{number_format(count, force_grouping=True)} {COUNTS.get(name, name)}" for name, count in shown]
    return ", ".join(said[-2:])


def size(amount: int) -> str:
    """Bytes in the unit that people use."""
    if amount < 1024:
        return _("%d bytes") % amount
    if amount < 1024 * 1024:
        return f"{amount / 1024:.0f} KB"
    return f"{amount / 1024 / 1024:.1f} MB"
