"""Values that tests of chat are made of: passages, verdicts, cards, screens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from gateway.types import Capabilities, Card, Location
from knowledge.types import Passage
from moderation.errors import ModerationBroken
from moderation.types import Action, Hit, Notice, Release, Releases, Verdict

LEAVE = "员工入职满1年的，每年享有带薪年休假10天；满十年的为15天。未休完的年休假可以延至次年3月31日。"
SICK = "病假须提供二级以上医院的证明。连续病假超过3天的，由部门经理批准。"


def passage(text: str = LEAVE, **values: Any) -> Passage:
    ids = {name: uuid4() for name in ("id", "base_id", "document_id", "version_id")}
    place: dict[str, Any] = {"version": 1, "page": 3, "box": None, "path": "第三章 假期", "sheet": None, "cell": None}
    return Passage(**{"document": "员工手册.pdf", "text": text, "score": 0.9, **ids, **place, **values})


def card(location: Location = "builtin", **values: Any) -> Card:
    plain: dict[str, Any] = {
        "id": uuid4(),
        "name": location,
        "vendor": "scripted",
        "model": "m",
        "capabilities": Capabilities(),
        "context_tokens": 8192,
    }
    return Card(location=location, **(plain | values))


def verdict(action: Action = Action.ALLOW, text: str = "", **values: Any) -> Verdict:
    plain: dict[str, Any] = {
        "category": "" if action is Action.ALLOW else "a1",
        "hits": (),
        "notice": Notice(),
        "masked": text,
        "versions": (("policy", "1"),),
    }
    return Verdict(action=action, **(plain | values))


@dataclass
class WordScreen:
    """Stops texts that hold a word, masks another; a holdback that keeps back as many characters as the word is long."""

    word: str = "违禁词"
    action: Action = Action.REFUSE
    broken: bool = False
    releases: Releases = "characters"
    versions: tuple[tuple[str, str], ...] = (("lexicon", "7"),)
    judged: list[str] = field(default_factory=list)

    def judge(self, text: str) -> Verdict:
        if self.broken:
            raise ModerationBroken
        self.judged.append(text)
        if self.word not in text:
            return verdict(text=text)
        at = text.index(self.word)
        hit = Hit(rule="lexicon:base:x", category="a1", start=at, end=at + len(self.word), action=self.action)
        return verdict(self.action, text.replace(self.word, "*" * len(self.word)), hits=(hit,))

    def stream(self) -> "WordStream":
        return WordStream(self)


class WordStream:
    def __init__(self, screen: WordScreen) -> None:
        self._screen, self._text, self._out, self._stopped = screen, "", 0, False

    def push(self, delta: str) -> Release:
        return self._advance(delta, keep=len(self._screen.word) - 1)

    def finish(self) -> Release:
        return self._advance("", keep=0)

    def _advance(self, delta: str, *, keep: int) -> Release:
        if self._screen.broken:
            raise ModerationBroken
        if self._stopped:
            return Release("")
        self._text += delta
        at = self._text.find(self._screen.word)
        self._stopped = at >= 0
        until = at if self._stopped else max(self._out, len(self._text) - keep)
        text, self._out = self._text[self._out : until], until
        ended = self._stopped or not keep
        return Release(text, self._screen.judge(self._text) if ended else None)


def joined(parts: Iterable[Any]) -> str:
    return "".join(part.text for part in parts)
