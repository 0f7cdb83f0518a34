"""Switch single passages off and on."""

from uuid import UUID

from audit.services import record
from kit.roles import atomic
from knowledge import events
from knowledge.errors import PassageNotFound
from knowledge.liveness import lock_bases, move
from knowledge.models import Passage
from knowledge.selectors.passages import passage_of
from knowledge.types import Passage as PassageInfo
from tenants.services import require
from tenants.types import Principal


@atomic()
def switch_passage(*, passage_id: UUID, on: bool, by: Principal) -> PassageInfo:
    """Take a passage out of search, or let it be found again. Raises PassageNotFound, MayNot."""
    require(by, "knowledge.write")
    row = Passage.objects.select_related("version__document").filter(id=passage_id).first()
    if row is None:
        raise PassageNotFound
    if row.switched_on != on:
        lock_bases([row.version.document_id])
        row.switched_on = on
        row.save(update_fields=["switched_on"])
        move([row.version_id], live=on and row.version.live, passage_ids=[row.id])
        data = {
            "document": str(row.version.document_id),
            "passage": str(row.id),
            "name": row.version.document.name,
            "ordinal": row.ordinal,
            "state": "on" if on else "off",
        }
        record(events.PASSAGE_SWITCHED, actor=by.actor, data=data)
    return passage_of(row)
