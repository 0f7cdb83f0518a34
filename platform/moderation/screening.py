"""A policy at work: judge a whole text, or a stream that releases no character before it is decided.

Whole text and stream share one rule: findings are taken in order of place, and the first whose action stops the text
decides. A stream therefore only has to hold the characters about which that rule could still change its mind.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType

from moderation.errors import ModerationBroken
from moderation.folding import fold
from moderation.policies import Rules
from moderation.scanning import Detector, Finding, Lexicons, Scan, scan, scan_part
from moderation.types import Action, Hit, Holdback, Notice, Release, Releases, Side, Verdict

Cut = Callable[..., int | None]


class FailClosed:
    """Turn whatever goes wrong inside into ModerationBroken: a text that could not be judged is not shown.

    Errors of the classes `passing` are the caller's own and go through.
    """

    def __init__(self, *, passing: tuple[type[Exception], ...] = ()) -> None:
        self._passing: tuple[type[Exception], ...] = (ModerationBroken, *passing)

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, self._passing):
            raise ModerationBroken from error


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyScreen:
    """One side of a policy, with everything that it needs in fixed versions."""

    side: Side
    rules: Rules
    lexicons: Lexicons
    detectors: tuple[Detector, ...]
    cut: Cut
    versions: tuple[tuple[str, str], ...]

    @property
    def releases(self) -> Releases:
        return "sentences" if self.detectors else self.rules.releases

    def judge(self, text: str) -> Verdict:
        with FailClosed():
            return self._judge(text)

    def stream(self) -> Holdback:
        return Stream(self)

    def _judge(self, text: str) -> Verdict:
        whole = scan(text, self.lexicons)
        decision = Decision(self)
        for finding in whole.standing(self.stops, 0, len(text), list(self._detected(text))):
            decision.take(finding)
        return decision.verdict(starred(text, 0, decision.stars))

    def stops(self, finding: Finding) -> bool:
        return self.rules.step(self.side, finding.category, finding.confidence).action.stops

    def _detected(self, text: str) -> Iterator[Finding]:
        start: int | None = 0
        while start is not None and self.detectors:
            end = self.cut(text, start, ended=True)
            if end is not None:
                yield from self.detect(text, start, end)
            start = end

    def detect(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """What the detectors find in the unit `text[start:end]`, with places in `text`."""
        folded = fold(text[start:end])
        for detector in self.detectors:
            yield from (finding.moved(start) for finding in detector.find(folded))


class Decision:
    """Findings, taken in order of place, become hits until one stops the text; masks are gathered on."""

    def __init__(self, screen: PolicyScreen) -> None:
        self._screen = screen
        self._hits: list[Hit] = []
        self._notice = Notice()
        self.stars: set[int] = set()
        self.stopped: Hit | None = None

    def take(self, finding: Finding) -> None:
        step = self._screen.rules.step(self._screen.side, finding.category, finding.confidence)
        if step.action is Action.MASK:
            self.stars.update(finding.stars)
        if self.stopped:
            return
        hit = Hit(
            rule=finding.rule,
            category=finding.category,
            start=finding.start,
            end=finding.end,
            action=step.action,
            confidence=finding.confidence,
        )
        self._hits.append(hit)
        if step.action.stops:
            self.stopped, self._notice = hit, step.notice

    def verdict(self, masked: str) -> Verdict:
        deciding = self.stopped or next((hit for hit in self._hits if hit.action is Action.MASK), None)
        return Verdict(
            action=deciding.action if deciding else Action.ALLOW,
            category=deciding.category if deciding else "",
            hits=tuple(self._hits),
            notice=self._notice,
            masked=masked,
            versions=self._screen.versions,
        )


def starred(text: str, start: int, stars: Iterable[int]) -> str:
    """`text`, which begins at `start`, with the characters at the places `stars` hidden."""
    inside = [star - start for star in stars if start <= star < start + len(text)]
    if not inside:
        return text
    characters = list(text)
    for place in inside:
        characters[place] = "*"
    return "".join(characters)


class Stream:
    """One stream. It keeps what is undecided and a little before it, never what was released long ago.

    Places are counted from the stream's beginning; `_window` begins at `_begin`, and all before `_safe` is decided.
    """

    def __init__(self, screen: PolicyScreen) -> None:
        self._screen = screen
        self._decision = Decision(screen)
        self._window = ""
        self._begin = self._safe = self._unit = 0
        self._detected: list[Finding] = []
        self._released: list[str] = []
        self._broken = self._ended = False

    def push(self, delta: str) -> Release:
        return self._guarded(delta, ended=False)

    def finish(self) -> Release:
        return self._guarded("", ended=True)

    def _guarded(self, delta: str, *, ended: bool) -> Release:
        with FailClosed():
            if self._broken:
                raise ModerationBroken
            if self._decision.stopped or self._ended:
                return Release("")
            self._broken = True
            release = self._advance(delta, ended=ended)
            self._broken, self._ended = False, ended
            return release

    def _advance(self, delta: str, *, ended: bool) -> Release:
        self._window += delta
        done = self._safe - self._begin
        found = (
            scan(self._window, self._screen.lexicons)
            if ended
            else scan_part(self._window, self._screen.lexicons, since=done)
        )
        safe = max(done, found.undecided_from(done, self._units(ended=ended) - self._begin))
        self._decide(found, done, safe)
        if self._decision.stopped:
            safe = self._decision.stopped.start - self._begin
        text = starred(self._window[done:safe], self._safe, self._decision.stars)
        self._released.append(text)
        self._keep(found, safe)
        return Release(text, self._verdict() if ended or self._decision.stopped else None)

    def _units(self, *, ended: bool) -> int:
        """Let the detectors judge the units that are complete; answers where the last one ends."""
        if not self._screen.detectors and self._screen.releases == "characters":
            return self._begin + len(self._window)
        while (end := self._screen.cut(self._window, self._unit - self._begin, ended=ended)) is not None:
            unit = self._screen.detect(self._window, self._unit - self._begin, end)
            self._detected += [finding.moved(self._begin) for finding in unit]
            self._unit = self._begin + end
        return self._unit

    def _decide(self, found: Scan, done: int, safe: int) -> None:
        """Take the findings that begin in the part that became decided."""
        until = self._begin + safe
        others = [finding.moved(-self._begin) for finding in self._detected if finding.start < until]
        self._detected = [finding for finding in self._detected if finding.start >= until]
        for finding in found.standing(self._screen.stops, done, safe, others):
            if not self._decision.stopped:
                self._decision.take(finding.moved(self._begin))

    def _keep(self, found: Scan, safe: int) -> None:
        """Forget what no rule can look back to: a phrase that reaches into the undecided part is kept whole."""
        phrases = [start for start, end, _ in found.phrases if end > safe]
        keep = min([safe, found.context_from(safe), *phrases, *(place for _, place in found.open_phrases)])
        self._window = self._window[keep:]
        self._safe = self._begin + safe
        self._begin += keep
        self._decision.stars = {star for star in self._decision.stars if star >= self._safe}

    def _verdict(self) -> Verdict:
        return self._decision.verdict("".join(self._released))
