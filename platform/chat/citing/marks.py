"""Cut a stream of text into whole sentences with their citation marks, in whatever brackets a model writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kit.sentences import sentences

LONGEST_SENTENCE = 500
"""Characters after which a text without an end mark is cut, at a clause if there is one."""

OPENERS = "[【［〔"
_INSIDE = r"\s*\^?(?:来源|资料|引用|段落|文档|passage|source|ref\.?)?\s*[：:]?\s*"
_ONE = r"[0-9０-９]{1,2}"
MARK = re.compile(
    rf"[ \t]*[{re.escape(OPENERS)}]{_INSIDE}({_ONE}(?:\s*[,，、;；/&~–\-]\s*\^?{_ONE})*)\s*[\]】］〕]", re.IGNORECASE
)
# A mark behind the end mark of its sentence moves in front of it, where the cut can't part the two.
_BEHIND = re.compile(rf"([。！？；…!?.]+)((?:{MARK.pattern})+)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*[~–-]\s*(\d+)")
_CLAUSE = re.compile(r".*[，,；;、：: ]", re.DOTALL)
_END = re.compile(r"[。！？；…!?.;]+[”’\"'」』）)】》\]]*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, the numbers they held, and the white space after it."""

    text: str
    numbers: tuple[int, ...]
    gap: str

    def cited(self, numbers: tuple[int, ...]) -> str:
        """The sentence with `[n]` for each number before its end mark."""
        end = _END.search(self.text)
        cut = end.start() if end else len(self.text)
        marks = "".join(f"[{n}]" for n in numbers)
        return self.text[:cut].rstrip() + marks + self.text[cut:] + self.gap


class Cutter:
    """Takes deltas and gives the sentences that are sure to be whole: the next one has begun, and it is no mark."""

    def __init__(self) -> None:
        self._held = ""

    def push(self, delta: str) -> list[Marked]:
        self._held = _BEHIND.sub(r"\2\1", self._held + delta)
        cut = self._settled()
        done, self._held = self._held[:cut], self._held[cut:]
        return _split(done)

    def finish(self) -> list[Marked]:
        done, self._held = self._held, ""
        return _split(done)

    def _settled(self) -> int:
        """How many held characters are whole sentences."""
        parts = sentences(self._held)
        if len(parts) > 1:
            sure = parts[-2] if _may_be_mark(parts[-1].text) else parts[-1]
            return sure.start
        if len(self._held) > LONGEST_SENTENCE:
            clause = _CLAUSE.match(self._held[:LONGEST_SENTENCE])
            return clause.end() if clause else LONGEST_SENTENCE
        return 0


def _may_be_mark(text: str) -> bool:
    """Nothing but marks, or the beginning of one."""
    rest = MARK.sub("", text).strip()
    return not rest or (rest[0] in OPENERS and len(rest) < 24)


def _split(text: str) -> list[Marked]:
    """The sentences of a settled text, each with the white space after it; marks on a line of their own join the line
    before."""
    starts = [part.start for part in sentences(text) if MARK.sub("", part.text).strip()][1:]
    return [_marked(text[start:end]) for start, end in zip([0, *starts], [*starts, len(text)], strict=True) if text]


def _marked(piece: str) -> Marked:
    numbers: list[int] = []
    for match in MARK.finditer(piece):
        numbers += [n for n in _numbers(match.group(1)) if n not in numbers]
    bare = MARK.sub("", piece)
    kept = bare.rstrip()
    return Marked(kept, tuple(numbers), bare[len(kept) :])


def _numbers(inside: str) -> list[int]:
    plain = _RANGE.sub(lambda pair: _spelled(int(pair[1]), int(pair[2])), unicodedata.normalize("NFKC", inside))
    return [int(each) for each in re.findall(r"\d+", plain)]


def _spelled(first: int, last: int) -> str:
    return ",".join(str(n) for n in range(first, min(last, first + 9) + 1))
