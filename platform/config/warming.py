"""Load what the first question would wait for, and spare the collector from walking it ever after."""

import gc

from django.db import connections

from gateway.embedding import embed
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from moderation.selectors import screen_for


def warm() -> None:
    """Read the encoder and the platform's lexicons, then freeze the heap.

    A full collection over them pauses every open stream for a fifth of a second; frozen objects are not looked at.
    """
    embed(["预热"], kind="question")
    with tenant_scope(PLATFORM_TENANT):
        for side in ("input", "output"):
            screen_for(None, side=side)
    connections.close_all()
    gc.collect()
    gc.freeze()
