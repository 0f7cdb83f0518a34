"""Screens for tests: a few invented terms, and policies that show every action."""

from typing import Any

from moderation.lexicons import Entry, build, patterns
from moderation.matching import Matcher
from moderation.personal import shapes
from moderation.policies import compile_rules
from moderation.scanning import Detector, Lexicons
from moderation.screening import Cut, PolicyScreen
from moderation.types import Layer, Side
from moderation.units import end_of_sentence

NOTICES = {"no": {"zh-hans": "不行", "en": "No"}}
RULES: dict[str, Any] = {
    "output": {
        "A": [{"action": "refuse", "notice": "no"}],
        "A.2": [{"action": "mask"}],
        "A.3": [{"action": "allow"}],
        "A.4": [{"action": "set_answer", "notice": "no"}],
        "personal": [{"action": "mask"}],
        "injection": [{"from": 0.5, "action": "refuse", "notice": "no"}],
    },
    "notices": NOTICES,
}

BASE = (
    ("甲乙", "A.1.f"),
    ("甲乙丙丁", "A.2.a"),
    ("乙乙", "A.2.b"),
    ("zug", "A.1.h"),
    ("zug ab", "A.3.a"),
    ("丙1", "A.4.a"),
)
BASE_PHRASES = ("丙甲乙丙", "zug a")
TENANT = (("丁甲", "A.1.f"), ("1a", "A.2.c"))
TENANT_PHRASES = ("乙丁甲a", "13800138000")


def matcher(layer: Layer, terms: tuple[tuple[str, str], ...], phrases: tuple[str, ...] = ()) -> Matcher:
    entries = [Entry(kind="term", text=text, category=category) for text, category in terms]
    entries += [Entry(kind="phrase", text=text) for text in phrases]
    return Matcher(patterns(build(entries), layer))


def screen(
    lexicons: Lexicons | None = None,
    *,
    rules: dict[str, Any] | None = None,
    side: Side = "output",
    detectors: tuple[Detector, ...] = (),
    cut: Cut = end_of_sentence,
) -> PolicyScreen:
    checked = compile_rules(rules or RULES)
    base, tenant = matcher("base", BASE, BASE_PHRASES), matcher("tenant", TENANT, TENANT_PHRASES)
    return PolicyScreen(
        side=side,
        rules=checked,
        lexicons=lexicons or Lexicons(base, tenant, shapes(checked.personal(side))),
        detectors=detectors,
        cut=cut,
        versions=(("policy", "test"),),
    )
