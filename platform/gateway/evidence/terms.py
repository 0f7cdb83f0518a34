"""What a question asks for: its telling terms, and the kind of thing that an answer must hold."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from zhconv.zhconv import getdict

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W_\u3400-\u9fff]+(?:[.,'’-][^\W_\u3400-\u9fff]+)*")
SINGLE = 0.35
"""Weight of one Chinese character beside a pair: it says less, and finds words that a pair cuts across."""

# What a question is put in, and no answer repeats. Long ones first: they are taken out one after the other.
_ASKING_WORDS = (
    "什么时候 什么时间 怎么样 怎么办 怎么算 多长时间 多少钱 多少天 多少个 是不是 能不能 可不可以 有没有 要不要 "
    "会不会 需不需要 请问 多少 多久 多长 多大 几天 几个 几次 几种 几点 几年 几月 几小时 哪些 哪个 哪天 哪里 "
    "哪儿 哪种 哪几 什么 怎么 怎样 如何 为何 为什么 是否 可以 能否 应该 需要 告诉 一下 我们 你们 吗 呢 啊 吧 呀 几 哪 谁"
)
ASKING = _ASKING_WORDS.split()
# Characters that say nothing alone, but something inside a word, as in 会议 or 能力.
_LITTLE = frozenset("我你您多要会能的了是有在和与被把给让得地个这那最")
_EMPTY_WORDS = (
    "a an the of to in on at by for from with as is are was were be been do does did can could may might must "
    "should will would i you we they it its this that these those my your our their what when where who whom "
    "which how why many much long often there have has had get gets got and or if any some me please tell about "
    "not"
)
STOP_WORDS = frozenset(_EMPTY_WORDS.split())
_SUFFIX = re.compile(r"(?<=\w{3})(?:ies|es|s|ing|ed|d|ly)$")
# Other words for the same, between what people say and what rules say.
_SYNONYMS = (
    "辞职 离职 解除劳动合同 提出解除", "工资 薪资 薪酬 报酬", "年假 年休假", "罚 罚款 处罚 扣", "迟到 晚到", "怀孕 妊娠 孕期", "流产 终止妊娠",
    "生孩子 生育 产假", "工亡 因工死亡", "试用期 试用", "加班 延长工作时间", "过期 期满 届满", "赔 赔偿 补偿", "住宿 住酒店", "出差 差旅",
    "抄袭 作弊 剽窃", "开除 解除 辞退", "处分 处罚", "电费 电", "补助 补贴 津贴", "退学 劝退", "停 停止", "公司 单位 用人单位 企业", "员工 职工 劳动者",
    "领 领取", "买 购买", "交 缴纳 缴费", "钱 元 金额 费用", "星期 周", "laptop computer", "vacation holiday leave", "pay salary",
)  # fmt: skip


def fold(text: str) -> str:
    """Compatibility forms, lower case, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    pairs = {source: target for source, target in getdict("zh-hans").items() if len(source) == len(target) == 1}
    return {ord(source): pairs.get(target, target) for source, target in pairs.items()}


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """Pairs and single Chinese characters, stems of words, numbers."""
    folded = fold(text)
    found = {stem(word) for word in _WORD.findall(folded)} - STOP_WORDS
    for run in _HAN_RUN.findall(folded):
        found.update(run)
        found.update(a + b for a, b in pairwise(run))
    return frozenset(found)


def stem(word: str) -> str:
    return _SUFFIX.sub("", word) if word.isalpha() else word


def weight(term: str) -> float:
    """How much a term tells by its form alone."""
    if len(term) == 1 and _HAN_RUN.match(term):
        return SINGLE
    return 1.5 if any(character.isdigit() for character in term) else 1.0


@lru_cache(maxsize=512)
def asked(question: str) -> frozenset[str]:
    """The terms that an answer is about: the question without its asking words."""
    text = fold(question)
    for word in ASKING:
        text = text.replace(word, " ")
    found = frozenset(term for run in text.split() for term in terms(run) if not _LITTLE.issuperset(term))
    return found or terms(question)


@cache
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """Words that say the same, a group each."""
    return tuple(tuple(line.split()) for line in _SYNONYMS)


@cache
def _likes() -> dict[str, frozenset[str]]:
    return {word: frozenset(group) - {word} for group in synonym_groups() for word in group}


def synonyms(question: str) -> tuple[frozenset[str], ...]:
    """For each word of the question that has them, the terms of its other words."""
    folded = fold(question)
    found = [
        others
        for word, others in _likes().items()
        if (word in folded if _HAN_RUN.match(word) else word in folded.split())
    ]
    return tuple(found)


_NUMBER = r"(?:\d|[一二两三四五六七八九十百千万半]+(?=[\u3400-\u9fff%]))"
_KINDS = (
    (
        re.compile(r"什么时候|何时|哪天|几号|哪年|几月|几点|什么时间|日期|截止|\bwhen\b|what (?:date|time|year|day)|deadline"),
        re.compile(
            r"\d+\s*[年月日号点时:]|\d{4}|[一二三四五六七八九十]+[月日号]|每[年月周天日季]|星期|周[一二三四五六日]|前|后|内|以前|之日|"
            r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|friday)\b|\d"
        ),
    ),
    (
        re.compile(r"多少|几[天个次种年月级小分段名人倍元部块项条度百点]|多久|多长|多大|几倍|比例|百分之|how (?:many|much|long|old|often|far|big|large)|percent|价格|费用|标准|金额|编码|代码|号码|电话"),
        re.compile(_NUMBER),
    ),
    (re.compile(r"谁|哪个部门|哪位|由.{0,4}负责|\bwho\b|\bwhom\b"), re.compile(r"部|处|室|科|院|长|经理|主管|人员|中心|委员会|[A-Z][a-z]+ [A-Z]")),
    (re.compile(r"怎么|如何|怎样|流程|步骤|how (?:do|can|to|should)"), re.compile(r"先|然后|应|需|须|可以|通过|点击|选择|使用|填写|提交|申请|按|计算|=|×|click|use|select|run|submit")),
)  # fmt: skip


def holds_kind(question: str, sentence: str) -> float:
    """1 where the sentence holds the kind of thing that is asked for (a figure, a date, a person, a way), 0 where the
    question asks for one and the sentence has none, 0.5 where the question does not say."""
    folded = fold(question)
    for question_mark, answer_mark in _KINDS:
        if question_mark.search(folded):
            return 1.0 if answer_mark.search(sentence if "[A-Z]" in answer_mark.pattern else fold(sentence)) else 0.0
    return 0.5
