"""Notice that what all tenants share judges passages in another way now."""

from kit.ids import PLATFORM_TENANT
from kit.roles import acting_as
from kit.scoping import tenant_scope
from knowledge.ingestion.rescreening import promise_if_stale
from knowledge.ingestion.screening import named
from knowledge.models import Passage
from moderation.selectors import versions_for
from tenants.selectors import tenant_ids


class Watch:
    """The clerk's: when what all tenants share has changed, promise each the work that it needs.

    What was seen last is in memory only, so a clerk that starts looks everywhere once; that also finds what a new
    release of the program judges in another way, and what an earlier clerk did not finish.
    """

    def __init__(self) -> None:
        self._seen = ""

    def __call__(self) -> None:
        with acting_as("app"):
            with tenant_scope(PLATFORM_TENANT):
                shared = named(versions_for(None, side="document"))
            if shared == self._seen:
                return
            for tenant_id in tenant_ids():
                with tenant_scope(tenant_id):
                    promise_if_stale(Passage.objects.all())
            self._seen = shared
