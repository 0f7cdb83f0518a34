"""A model that can write takes the drafts."""

from collections.abc import Callable

import pytest

from gateway.adapters import scripted
from gateway.services import save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import RouteStep
from kit.scoping import tenant_scope
from tests.cast import Person, job


@pytest.fixture
def writes(anna: Person) -> Callable[..., None]:
    """Give the model what it will say, reply by reply."""

    def install(*replies: str) -> None:
        scripted.install("writer", *replies)
        with tenant_scope(anna.tenant.id):
            card = save_model(fields=ModelFields(name="writer", vendor="scripted", model="writer"), by=job(anna.tenant))
            save_route(name="all", steps=[RouteStep(card_id=card.id)], default=True, by=job(anna.tenant))

    return install
