"""Support rises with what a passage shares with the question, and is nothing without passages."""

from uuid import UUID

from knowledge.support import support
from knowledge.types import Passage

NOBODY = UUID(int=1)


def passage(coverage: float, dense: float) -> Passage:
    return Passage(
        id=NOBODY, base_id=NOBODY, document_id=NOBODY, version_id=NOBODY, document="a", version=1, page=None, box=None,
        path="", sheet=None, cell=None, text="text", arms={"coverage": coverage, "dense": dense},
    )  # fmt: skip


def test_more_in_common_is_more_support() -> None:
    low, middle, high = (support("q", [passage(*arms)]) for arms in ((0.02, 0.2), (0.1, 0.35), (0.4, 0.6)))
    assert low < 0.5 < middle + 0.1 < high + 0.1
    assert 0 < low < middle < high < 1


def test_nothing_found_supports_nothing() -> None:
    assert support("q", []) == 0.0
    assert support("  ", [passage(1.0, 1.0)]) == 0.0
