"""What the worker calls."""

from kit.outbox import Work, handler
from kit.scoping import tenant_scope
from knowledge.ingestion import comparing, ingest, web
from knowledge.ingestion.rescreening import KIND, rescreen
from knowledge.ingestion.sweeping import sweep_files
from knowledge.pairing import rows
from knowledge.services import daily, drafting
from knowledge.services import web as web_services
from knowledge.services.reminding import remind


@handler("knowledge.ingest")
def ingest_version(work: Work) -> None:
    """Payload: `version`, the id of the version."""
    ingest(work)


@handler(KIND)
def judge_anew(work: Work) -> None:
    """No payload: which passages are stale is asked of the passages."""
    rescreen(work)


@handler(drafting.KIND)
def draft_pairs(work: Work) -> None:
    """Payload: `version`, the id of the version that is drafted from, and `by`, who asked for it."""
    drafting.draft_now(work)


@handler(rows.KIND)
def index_pairs(work: Work) -> None:
    """Payload: `versions`, the ids of versions of pairs of one base."""
    rows.index(work)


@handler(comparing.KIND)
def compare(work: Work) -> None:
    """Payload: `version`, the id of the version that is ready."""
    comparing.compare(work)


@handler(daily.KIND)
def keep_house(work: Work) -> None:
    """Payload: `day`, so that it is promised once a day."""
    with tenant_scope(work.tenant_id):
        remind()
    sweep_files(work)


@handler(web_services.KIND)
def read_web(work: Work) -> None:
    """Payload: `source`, the id of a web source, and `began`, the moment of this reading."""
    web.read_source(work)
