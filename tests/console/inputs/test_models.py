"""Forms about models and routes."""

from uuid import UUID

from console.inputs.models import ModelForm, RouteForm, steps_initial
from gateway.types import Capabilities, Card, RouteStep

CARD = Card(
    id=UUID("01890000-0000-7000-8000-000000000001"),
    name="Own",
    vendor="vllm",
    model="glm",
    location="private",
    capabilities=Capabilities(),
    context_tokens=8192,
)


def test_an_empty_key_keeps_the_one_that_is_there() -> None:
    form = ModelForm({"vendor": "glm", "name": "GLM", "context_tokens": "8192"})
    assert form.is_valid(), form.errors
    assert form.values().key is None
    assert form.values().location is None


def test_nobody_connects_a_scripted_model() -> None:
    assert "vendor" in ModelForm({"vendor": "scripted", "name": "x", "context_tokens": "8192"}).errors


def test_steps_survive_the_way_through_the_form() -> None:
    steps = (
        RouteStep(card_id=CARD.id, purposes=frozenset({"answer"}), sensitivities=frozenset({"public"})),
        RouteStep(card_id=CARD.id, as_fallback=False),
    )
    form = RouteForm({"name": "Both"} | steps_initial(steps), cards=(CARD,))
    assert form.is_valid(), form.errors
    assert tuple(form.steps()) == steps
