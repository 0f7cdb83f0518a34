"""Whatever breaks inside, no text passes: the screen says that it is broken, and goes on saying so."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from moderation import selectors
from moderation.errors import ModerationBroken
from moderation.folding import Folded
from moderation.scanning import Finding
from moderation.units import end_of_text
from tests.moderation.screens import screen


class Broken:
    """A detector that fails."""

    name, version = "broken", "1"

    def find(self, folded: Folded) -> Iterator[Finding]:
        raise RecursionError("too deep")


def test_a_failing_detector_is_a_broken_moderator() -> None:
    with pytest.raises(ModerationBroken) as broken:
        screen(detectors=(Broken(),)).judge("你好")
    assert isinstance(broken.value.__cause__, RecursionError)


def test_text_that_is_no_text_is_a_broken_moderator() -> None:
    with pytest.raises(ModerationBroken):
        screen().judge(None)  # type: ignore[arg-type]


def test_a_broken_stream_releases_nothing_any_more() -> None:
    stream = screen(detectors=(Broken(),), cut=end_of_text).stream()
    assert stream.push("你好").text == ""
    for _ in range(2):
        with pytest.raises(ModerationBroken):
            stream.finish()
    with pytest.raises(ModerationBroken):
        stream.push("甲")


def test_a_stream_that_got_no_text_is_broken_for_good() -> None:
    stream = screen().stream()
    with pytest.raises(ModerationBroken):
        stream.push(None)  # type: ignore[arg-type]
    with pytest.raises(ModerationBroken):
        stream.push("你好")


def test_a_stopped_stream_stays_silent() -> None:
    stream = screen().stream()
    stopped = stream.push("前甲乙，后")
    assert (stopped.text, stopped.verdict is not None and stopped.verdict.flagged) == ("前", True)
    assert stream.push("你好") == stream.finish() == type(stopped)("")


def test_lists_that_cannot_be_read_are_a_broken_moderator(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(policy_id: object) -> object:
        raise DatabaseError("gone")

    monkeypatch.setattr(selectors, "policy", unreachable)
    with pytest.raises(ModerationBroken):
        selectors.screen_for(None, side="output")
