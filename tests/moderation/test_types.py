"""Verdicts and notices say what they mean."""

import pytest

from moderation.types import Action, Hit, Notice, Verdict


def test_a_notice_speaks_the_readers_language_or_the_nearest() -> None:
    notice = Notice((("zh-hans", "不行"), ("en", "No")))
    assert (notice.says("en"), notice.says("en-gb"), notice.says("zh-hant"), notice.says("fr")) == (
        "No",
        "No",
        "不行",
        "不行",
    )
    assert not Notice()
    assert Notice().says("en") == ""


def hit(rule: str) -> Hit:
    return Hit(rule=rule, category="x", start=0, end=1, action=Action.ALLOW)


@pytest.mark.parametrize("action", list(Action))
def test_only_allow_and_mask_let_a_text_through(action: Action) -> None:
    verdict = Verdict(action=action, category="", hits=(), notice=Notice(), masked="", versions=())
    assert verdict.flagged is (action not in ("allow", "mask"))


def test_a_verdict_knows_whether_personal_data_was_seen() -> None:
    for rule, personal in (("personal:mobile", True), ("lexicon:base:1", False)):
        verdict = Verdict(action=Action.ALLOW, category="", hits=(hit(rule),), notice=Notice(), masked="", versions=())
        assert verdict.personal is personal
