"""Support tells what passages say from what they do not, whatever search thought of them."""

from uuid import UUID

from knowledge.support import support
from knowledge.types import Passage

NOBODY = UUID(int=1)


def passage(text: str, score: float = 0.9) -> Passage:
    return Passage(
        id=NOBODY, base_id=NOBODY, document_id=NOBODY, version_id=NOBODY, document="手册.pdf", version=1, page=None, box=None,
        path="", sheet=None, cell=None, text=text, score=score, arms={"coverage": 1.0, "dense": 1.0},
    )  # fmt: skip


LEAVE = "职工累计工作满1年的，年休假5天。迟到10分钟以内罚款20元。"


def test_what_is_said_has_more_support_than_what_is_not() -> None:
    assert support("年休假几天？", [passage(LEAVE)]) > 0.5 > support("食堂几点开饭？", [passage(LEAVE)])


def test_the_score_of_the_search_changes_nothing() -> None:
    assert support("年休假几天？", [passage(LEAVE, 0.1)]) == support("年休假几天？", [passage(LEAVE, 0.9)])


def test_nothing_found_supports_nothing() -> None:
    assert support("q", []) == 0.0
    assert support("  ", [passage(LEAVE)]) == 0.0
