"""Make a question that leans on the one before it stand alone, by straight rules: searching needs its subject.

「年假几天？」 and then 「那病假呢？」 becomes 「病假几天？」: the new word takes the place of the one it is like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HAN = re.compile(r"[\u3400-\u9fff]")
# 那病假呢？ · 还有别的吗 · 试用期的呢
_LEANS_ZH = re.compile(r"^(?:那|那么|那如果|还有|另外|再|如果是|换成|换做).{0,20}$|^.{1,14}呢[？?]?$")
_POINTS_ZH = re.compile(r"^(?:它|他|她|这个|那个|这些|那些|这种|上述|前者|后者|其中|为什么|怎么办|多久|多少|几天|具体)")
_GOES_ON_ZH = re.compile(
    r"^(?:需要|要|可以|能|是否|有没有|由谁|谁|什么时候|向谁|找谁|怎么|如何)"
    r"(?:什么|哪些|提前多久|提前几天|多久|谁)?(?:来|去)?"
    r"(?:申请|办理|办|请|算|计算|操作|提交|审批|批准|批|证明|材料|手续|发放|发|补|领|交|审核|分开用|结转|折现|累计)?[？?吗么呢]*$"
)
_LEANS_EN = re.compile(
    r"^(?:(?:and|what about|how about|what if|or|also|then)\b.{0,60}|(?:why|how long|how much|how many)\W*)$",
    re.IGNORECASE,
)
_POINTS_EN = re.compile(r"\b(?:it|its|that|this|those|these|they|them|he|she|one|ones)\b", re.IGNORECASE)
_GOES_ON_EN = re.compile(
    r"^(?:and )?(?:how|where|when|to whom|with whom) (?:do|can|should|must) (?:i|we) (?:apply|request|claim|book|register|ask|submit)\??$",
    re.IGNORECASE,
)
LEANING_LENGTH_ZH, LEANING_WORDS_EN = 12, 8

_LEAD_ZH = re.compile(
    r"^(?:那么|那|还有|另外|再问一下|如果换成|如果是|如果|换成|换做|对于|关于)?(?:请问)?(?:我们?)?(?=.)[，, ]?"
)
_ASKS_ZH = re.compile(r"^(?:请问|我想问一下|想问一下|想问|问一下|我们?)*")
_TAIL_ZH = re.compile(r"(?:的?呢|的?又?(?:怎么样|怎样|如何|是多少))?[？?。!！ ]*$")
_NEW_EN = re.compile(
    r"^(?:and|or|also|then)?[, ]*(?:what about|how about|what if it(?:'s| is)|)\s*(?P<new>[^?]{2,50}?)[?. ]*$",
    re.IGNORECASE,
)
# What cannot be part of the name of a thing, so that a name ends there.
_NO_NAME = (
    "的了是在有几多少个天月日我你您他她们请能可以吗呢怎么如何和与或及跟申领报享受办，,。？?！!、；;：: （）()“”\"'"
)
# 需要 is 需 and 要: named as a third way, it would double the time with every 需要 that is followed by no question.
_QUESTION_ZH = re.compile(
    r"(?:一共|总共|每年|每月|一年|一般|大概|分别)?(?:可以|能|应该|应当|需|要|能够|享受|享有|请|休|是|有|为|会|得){0,8}"
    r"(?:多少|几|多久|多长|多大|多高|什么|怎么|怎样|如何|哪|谁|是否|能不能|可不可以|要不要|有没有|是不是|会不会|吗)"
)
_CONDITION_ZH = re.compile(
    r"^(?:满|超过|不满|不到|工作|入职|如果|要是|没|未|刚)|(?:期|员工|工|人员|的话|时|后|前|内|外|以上|以下|年|个月|级|生|者)$"
)
_MEASURE_ZH = re.compile(r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?P<unit>个月|年|天|个小时|小时|元|岁|次|级)")
_COUNTED_ZH = re.compile(r"几[^乎]|多少[天年月次个小]|多久|多长")
LONGEST_NEW = 16
LONGEST_SUFFIX_WORD = 6


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it can be searched. `sure`: the rules know what was meant; else another may do better."""

    text: str
    changed: bool = False
    sure: bool = True


def standalone(question: str, before: Sequence[str], alike: Iterable[Sequence[str]] = ()) -> Standalone:
    """`question` with the subject that it leaves to the questions `before` it, oldest first.

    `alike` are words of one kind each, such as the names of all cities: one takes the place of another.
    """
    kinds = [tuple(kind) for kind in alike]
    subject = ""
    for earlier in before:
        subject = _joined(earlier, subject, kinds).text
    return _joined(question, subject, kinds)


def leans(question: str) -> bool:
    """Does the question leave its subject to what was said before?"""
    text = question.strip()
    if HAN.search(text):
        short = len(text) <= LEANING_LENGTH_ZH
        return bool(_LEANS_ZH.match(text)) or (short and bool(_POINTS_ZH.match(text) or _GOES_ON_ZH.match(text)))
    short = len(text.split()) <= LEANING_WORDS_EN
    return short and bool(_LEANS_EN.match(text) or _POINTS_EN.search(text) or _GOES_ON_EN.match(text))


def _joined(question: str, before: str, kinds: Sequence[Sequence[str]]) -> Standalone:
    text = question.strip()
    if not before or not (leans(text) or _is_bare(text, kinds)):
        return Standalone(text)
    found = (_replaced_zh if HAN.search(text) else _replaced_en)(text, before, kinds)
    return found or Standalone(f"{before} {text}", changed=True, sure=False)


def _is_bare(text: str, kinds: Sequence[Sequence[str]]) -> bool:
    """Nothing but a word of a kind: 北京？"""
    bare = text.strip(" ?？。.!！").casefold()
    return any(bare == word.casefold() for kind in kinds for word in kind)


def _replaced_zh(question: str, before: str, kinds: Sequence[Sequence[str]]) -> Standalone | None:
    """The question before with what is new in this one; None where this asks something else of the same subject."""
    if _GOES_ON_ZH.match(question) or _POINTS_ZH.match(question):
        topic = _topic(before)
        return Standalone(f"{topic}{question}", changed=True) if topic else None
    new = _TAIL_ZH.sub("", _LEAD_ZH.sub("", question, count=1), count=1).strip("，, 的")
    if not 0 < len(new) <= LONGEST_NEW or _QUESTION_ZH.search(new):
        return None
    swapped = _by_kind(new, before, kinds) or _by_measure(new, before) or _by_ending(new, before)
    if swapped:
        return Standalone(swapped, changed=True)
    if any(_names(new, kind) for kind in kinds) or _CONDITION_ZH.search(new):
        return Standalone(f"{new}{before}", changed=True)
    topic = _topic(before)
    if not topic:
        return None
    # What has days need not have what is asked for next: 病假工资 has none.
    text = f"{new}是怎么规定的？" if _COUNTED_ZH.search(before) else before.replace(topic, new, 1)
    return Standalone(text, changed=True, sure=False)


def _by_kind(new: str, before: str, kinds: Sequence[Sequence[str]]) -> str:
    """A word of a kind in the place of another word of that kind."""
    for kind in kinds:
        named = _names(new, kind)
        old = max((word for word in kind if _find(word, before) >= 0), key=len, default="")
        if named and old and old.casefold() != named.casefold():
            at = _find(old, before)
            return before[:at] + named + before[at + len(old) :]
    return ""


def _by_measure(new: str, before: str) -> str:
    """满五年 in the place of 满一年."""
    told = _MEASURE_ZH.search(new)
    if told is None:
        return ""
    for held in _MEASURE_ZH.finditer(before):
        if held["unit"] == told["unit"]:
            return before[: held.start()] + told[0] + before[held.end() :]
    return ""


def _by_ending(new: str, before: str) -> str:
    """病假 in the place of 年假: the longest common ending of two names of things."""
    for size in range(min(len(new) - 1, 4), 0, -1):
        at = before.find(ending := new[-size:])
        if at < 0 or any(character in _NO_NAME for character in ending):
            continue
        start = at
        while start and at - start < LONGEST_SUFFIX_WORD and before[start - 1] not in _NO_NAME:
            start -= 1
        if start < at or size > 1:
            return before[:start] + new + before[at + size :]
    return ""


def _topic(question: str) -> str:
    """What a Chinese question is about: what stands before that which it asks."""
    found = _QUESTION_ZH.search(question)
    if found is None:
        return ""
    topic = _ASKS_ZH.sub("", question[: found.start()]).strip("，,。 ")
    return topic if 2 <= len(topic) <= 2 * LONGEST_NEW else ""


def _replaced_en(question: str, before: str, kinds: Sequence[Sequence[str]]) -> Standalone | None:
    found = _NEW_EN.match(" ".join(question.split()))
    if found is None or (_POINTS_EN.search(question) and not _is_bare(question, kinds)):
        return None
    new = re.sub(r"^(?:and|or|also|then|for|in|at|the)\s+(?=\S)", "", found["new"].strip(), flags=re.IGNORECASE)
    if re.match(r"(?:how|what|why|when|where|who|which|can|do|does|is|are)\b", new, re.IGNORECASE):
        return None
    swapped = _by_kind(new, before, kinds) or _by_last_word(new, before)
    if swapped:
        return Standalone(swapped, changed=True)
    joined = f"{before.rstrip(' ?.')} – {found['new'].strip()}?"
    return Standalone(joined, changed=True, sure=any(_names(new, kind) for kind in kinds))


def _by_last_word(new: str, before: str) -> str:
    """sick leave in the place of annual leave."""
    words = new.split()
    if len(words) < 2:
        return ""
    pattern = rf"(?:[\w-]+\s+){{{len(words) - 1}}}{re.escape(words[-1])}\b"
    swapped, times = re.subn(pattern, lambda _: new, before, count=1, flags=re.IGNORECASE)
    return swapped if times else ""


def _names(text: str, kind: Iterable[str]) -> str:
    """The longest word of the kind that stands in `text`."""
    return max((word for word in kind if _find(word, text) >= 0), key=len, default="")


def _find(word: str, text: str) -> int:
    """Where a word stands; a Latin one only as a whole word."""
    if HAN.search(word):
        return text.find(word)
    found = re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text, re.IGNORECASE)
    return found.start() if found else -1
