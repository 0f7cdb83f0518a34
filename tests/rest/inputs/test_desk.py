"""What a rating and a period of figures may hold."""

import pytest

from rest.inputs.desk import ClustersInput, FiguresInput, RatingInput


@pytest.mark.parametrize(
    ("body", "good"),
    [
        ({"verdict": "bad", "reason": "half"}, True),
        ({"verdict": "bad", "why": "x"}, False),
        ({"reason": "half"}, False),
    ],
)
def test_ratings(body: dict[str, str], good: bool) -> None:
    assert RatingInput(data=body).is_valid() is good


def test_defaults() -> None:
    for one, name, value in ((ClustersInput, "state", ""), (FiguresInput, "days", 30)):
        asked = one(data={})
        assert asked.is_valid()
        assert asked.validated_data[name] == value
