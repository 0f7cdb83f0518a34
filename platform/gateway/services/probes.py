"""Have a model probed, and keep what comes out step by step, so that a page can show it."""

from dataclasses import asdict, replace
from uuid import UUID

from audit.services import record
from gateway.errors import NoSuchModel
from gateway.events import MODEL_PROBED
from gateway.models import ModelCard
from gateway.probing import Findings, waiting_steps
from gateway.records import report_of, report_to_json
from gateway.types import ProbeReport, ProbeStep
from kit import clock
from kit.outbox import enqueue
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

PROBE = "gateway.probe"


@atomic()
def probe_model(*, card_id: UUID, by: Principal) -> ProbeReport:
    """Begin a probe of one of the tenant's cards; `selectors.probe` tells how far it is. Raises NoSuchModel, MayNot."""
    require(by, "models.write")
    row = _row(card_id)
    report = ProbeReport(card_id=row.id, steps=waiting_steps(), done=False, started_at=clock.now())
    row.probe = report_to_json(report)
    row.save(update_fields=["probe"])
    enqueue(kind=PROBE, payload={"card": str(row.id), "by": by.actor})
    return report


@atomic()
def note_step(*, card_id: UUID, step: ProbeStep) -> None:
    """Keep one step of a running probe. Raises NoSuchModel."""
    row = _row(card_id)
    report = report_of(row.id, row.probe)
    if report is None:
        return
    steps = tuple(step if each.name == step.name else each for each in report.steps)
    row.probe = report_to_json(replace(report, steps=steps))
    row.save(update_fields=["probe"])


@atomic()
def finish_probe(*, card_id: UUID, findings: Findings, by: str) -> None:
    """Keep what was found; from now on routes use the card, or pass over it. Raises NoSuchModel."""
    row = _row(card_id)
    report = report_of(row.id, row.probe)
    if report is not None:
        row.probe = report_to_json(replace(report, done=True))
    row.capabilities = asdict(findings.capabilities)
    row.problem = findings.problem
    row.state = "broken" if findings.problem else "ready"
    row.context_tokens = findings.context_tokens or row.context_tokens
    row.probed_at = clock.now()
    row.save()
    outcomes = {step.name: step.outcome for step in report.steps} if report else {}
    record(MODEL_PROBED, actor=by, data={"card": str(row.id), "name": row.name, "outcomes": outcomes})


def _row(card_id: UUID) -> ModelCard:
    row = ModelCard.objects.select_for_update().filter(id=card_id).first()
    if row is None:
        raise NoSuchModel
    return row
