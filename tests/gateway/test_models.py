"""What the database itself refuses."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from gateway.models import Budget, ModelCard, Route, UsageRow


@pytest.mark.parametrize("wrong", [{"location": "moon"}, {"location": "local"}, {"parallel": 0}])
def test_a_card_at_no_place_or_without_places(in_acorn: UUID, wrong: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelCard.objects.create(**({"name": "x", "vendor": "vllm", "model": "m", "location": "private"} | wrong))


def test_a_second_default_route(in_acorn: UUID) -> None:
    Route.objects.create(name="a", default=True, steps=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Route.objects.create(name="b", default=True, steps=[])


def test_a_second_budget_for_the_same(in_acorn: UUID) -> None:
    Budget.objects.create(scope="bot", scope_id="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.create(scope="bot", scope_id="b")


def test_a_change_of_what_was_used(in_acorn: UUID) -> None:
    from django.db.utils import ProgrammingError

    with pytest.raises(ProgrammingError), transaction.atomic():
        UsageRow.objects.update(prompt_tokens=0)
