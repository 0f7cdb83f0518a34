"""Tell of what a clause speaks: its content without figures, and the names that keep like rules apart."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from knowledge.comparing.duties import without_duties

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
_NUMBER = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿]*[0-9][0-9,.:：/\-–~～]*\s*%?|百分之[零〇一二两三四五六七八九十百]+|[零〇一二两三四五六七八九十百千万亿]{1,}(?=[个天日年月周时分元次人名位岁倍折])"
)
_UNITS = re.compile(r"个?工作日|个月|小时|分钟|周年|[天日年月周元次人名位岁倍]")
_PARTICLES = frozenset(
    "的了是在有和与或及对为以其这那您你我他它们个等也就都而且并会将把被让从到于则若如果所由请按每各该本"
)
_STOP_WORDS = (
    "a an the and or of to in on at by for from with as is are was were be been it its this that these those you your "
    "we our they their not no do does will would per each every any all if then than so day days month months year years "
    "hour hours within"
)
_STOP = frozenset(_STOP_WORDS.split())
_ALIKE = (
    ("员工", "职工", "雇员", "工作人员"),
    ("年休假", "带薪年假", "年假"),
    ("公司", "本公司", "企业", "单位"),
    ("上限", "最高", "不超过", "最多", "不高于", "至多"),
    ("下限", "最低", "不低于", "至少", "不少于"),
    ("每天", "每日"),
    ("提前", "事先", "预先"),
    ("发放", "支付", "发"),
    ("保修", "质保"),
)
_TOKEN = re.compile(r"[\u3400-\u9fff]|[A-Za-z][A-Za-z0-9-]*|#")
_WHEN = frozenset(("当年", "次年", "当月", "次月", "上月", "本月", "本年", "翌年"))
_HOLLOW = frozenset("为是即均共约可作进行给享受有标准规定")
BUILT_ALIKE = 0.6
"""Share of two sentences' words that stand in the same order, from which a swapped word means another subject."""
_FOLD = tuple((word, group[0]) for group in _ALIKE for word in sorted(group[1:], key=len, reverse=True))

APART: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "每天 每周 每月 每季度 每年",
        "北京 上海 广州 深圳 天津 重庆 成都 杭州 武汉 西安 南京 苏州 长沙 沈阳 青岛 厦门 香港 澳门 台北 beijing shanghai shenzhen guangzhou hong",
        "一线 二线 三线 四线", "一类 二类 三类", "甲类 乙类 丙类", "一级 二级 三级 四级", "国内 国外 境外 海外 国际", "省内 省外",
        "经济舱 商务舱 头等舱 高铁 动车 飞机 轮船 出租车", "一等座 二等座 软卧 硬卧",
        "试用期 转正", "全职 兼职 实习 实习生 派遣", "经理 总监 主管 专员 总裁 普通", "男 女", "父亲 母亲", "正式 临时",
        "病假 事假 年休假 婚假 产假 丧假 陪产假 探亲假 工伤假 育儿假 哺乳假 调休",
        "住宿 餐饮 伙食 交通 通讯 市内交通 早餐 午餐 晚餐", "工作日 休息日 节假日 周末", "上午 下午 晚上", "上班 下班",
        "入职 离职 转岗", "春季 夏季 秋季 冬季 夏令 冬令", "普通话 英语", "会员 非会员", "企业版 个人版 标准版 专业版 旗舰版 基础版",
        "电池 主机 整机 屏幕 配件 适配器 充电器 滤芯 压缩机 电机 耳机", "退货 换货 维修 退款", "安装 拆卸", "网上 门店 线上 线下",
        "weekday weekend", "domestic international", "breakfast lunch dinner", "full-time part-time intern",
        "battery screen charger adapter motor filter", "refund exchange repair", "sick annual maternity paternity marriage",
        "社会招聘 校园招聘 内部招聘", "功率 电压 电流 频率 容量 重量 噪音", "第一 第二 第三 第四", "首次 再次", "最高 最低", "上限 下限", "输入 输出", "开机 关机", "开始 结束", "高温 低温",
    )
)  # fmt: skip
"""Words of one kind, of which a rule names the one that it is about: two rules that name different ones do not meet."""


_LOOSE_WORDS = "每天 每周 每月 每季度 每年 男 女 经理 主管 普通 入职 离职 试用期 工作日 上班 下班 最高 最低 上限 下限 开始 结束 首次 正式 国家"
_LOOSE = frozenset(_LOOSE_WORDS.split())
"""Of these words, those that stand in rules about anything."""


def folded(text: str) -> str:
    """The text with one word for what is usually said with several."""
    for word, usual in _FOLD:
        text = text.replace(word, usual)
    return text.lower()


def content(text: str) -> frozenset[str]:
    """The pairs of characters and the words of a clause, without figures, units, duties and particles."""
    bare = _UNITS.sub(" ", _NUMBER.sub(" ", without_duties(folded(text))))
    runs = _HAN.findall(bare)
    pairs = {a + b for run in runs for a, b in pairwise(run) if not {a, b} & _PARTICLES}
    words = {_stem(word) for word in _LATIN.findall(bare)} - _STOP
    return frozenset(pairs | words)


def tied(first: str, second: str) -> bool:
    """Do both name the same one of a kind, such as 产假 among the kinds of leave? That says more than a common verb."""
    one, other = folded(first), folded(second)
    return any(
        len(word) > 1 and word not in _LOOSE for group in APART for word in _named(group, one) & _named(group, other)
    )


def names(text: str) -> frozenset[str]:
    """Codes of models and forms, such as X200: letters with digits."""
    return frozenset(word.lower() for word in _LATIN.findall(text) if any(c.isdigit() for c in word) and len(word) > 1)


def kept_apart(first: str, second: str) -> bool:
    """Does each text name something of one kind that the other one does not name?"""
    one, other = folded(first), folded(second)
    for group in APART:
        here, there = _named(group, one), _named(group, other)
        if here and there and not here & there:
            return True
    codes, others = names(first), names(second)
    return bool(codes and others and not codes & others)


def swapped(first: str, second: str) -> bool:
    """Are the texts built alike, but for a word of content that stands in the place of another?"""
    one, other = _tokens(first), _tokens(second)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < BUILT_ALIKE:
        return False
    changed = (op for op in matcher.get_opcodes() if op[0] == "replace")
    return any(_content_word(one[a:b]) and _content_word(other[c:d]) for _, a, b, c, d in changed)


def _tokens(text: str) -> list[str]:
    """Characters and Latin words; figures alike, duties and units gone."""
    bare = _UNITS.sub(" ", _NUMBER.sub("#", without_duties(folded(text))))
    return [token for token in _TOKEN.findall(bare) if token not in _PARTICLES and token not in _STOP]


def _content_word(tokens: list[str]) -> bool:
    word = "".join(tokens)
    return word not in _WHEN and len(word) > 1 and "#" not in word and not set(tokens) & _HOLLOW


def _named(group: frozenset[str], text: str) -> set[str]:
    found = {word for word in group if word in text}
    return {word for word in found if not any(word != longer and word in longer for longer in found)}


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ing|ed)$", "", word) if len(word) > 4 and word.isalpha() else word
