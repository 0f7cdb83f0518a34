"""Every vendor can be spoken to, and claims only where its models can be."""

import pytest

from gateway.completion import ADAPTERS
from gateway.vendors import BUILT_IN, VENDORS, vendor


@pytest.mark.parametrize("name", [*VENDORS, BUILT_IN.name])
def test_each_has_an_adapter_and_a_place(name: str) -> None:
    assert vendor(name).adapter in ADAPTERS
    assert vendor(name).locations


def test_the_hosted_service_never_counts_as_in_the_house() -> None:
    assert VENDORS["glm"].locations == ("hosted",)


def test_nobody_saves_the_built_in_one() -> None:
    assert BUILT_IN.name not in VENDORS
    with pytest.raises(KeyError):
        vendor("nobody")
