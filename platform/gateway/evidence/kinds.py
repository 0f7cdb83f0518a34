"""What kind of thing a question asks for, strictly: an hour, a price, a length of time; and whether a text holds one."""

from __future__ import annotations

import re
from functools import lru_cache

from gateway.evidence.terms import fold

_N = r"(?:\d[\d,.]*|[零一二两三四五六七八九十百千万半]+)"
_SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|few|several)"
_SPAN = (
    rf"{_N}\s*(?:个)?\s*(?:工作日|天|日|周|星期|月|年|小时|分钟|秒|学期|次课|学时|s\b|h\b|ms\b|min\b|days?|weeks?|months?|years?|hours?|minutes?)"
    rf"|半年|终身|长期|当[天日月]|\b{_SPELT}[\s-](?:\w+[\s-])?(?:days?|weeks?|months?|years?|hours?|minutes?)"
)
_SIZE = rf"{_N}\s*(?:平方|米|㎡|[gmkt]?b\b|cm|mm|km|寸|厘米|字|位|sq|ft|feet|字符|characters?|m\b)"
_MONEY = (
    rf"{_N}\s*(?:万|亿|千)?\s*(?:余|多)?\s*(?:元|块|美元|人民币|万|亿|%|倍|折|/)|[¥￥$€£]\s*\d|免费|自费|全额|半价"
    r"|\d+\s*(?:yuan|dollars|rmb|usd|chf|million)|\d{2,}"
)
_DAY = (
    r"\d+\s*[年月日号点时:：/-]|\d{4}|[一二三四五六七八九十]+\s*[月日号点]|每[年月周天日季]|星期|周[一二三四五六日]|之[日前后]|以[前后]|[前后]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|century|世纪|年代"
    rf"|\b(?:after|within|every|in|before|for)\b[^.]{{0,20}}(?:{_SPAN})"
)
_PERSON = r"[由某][\u3400-\u9fff]|部|处|室|科|院|经理|主管|人|者|长|·|[a-z]+ [a-z]+"
_WAY = r"先|然后|应|需|须|可以|通过|点击|选择|使用|填写|提交|申请|按|用|在|把|将|click|use|select|run|submit|install"
_PLACE = r"[在于至到][\u3400-\u9fff]|省|市|区|县|楼|室|处|网|系统|位于|\b(?:in|at|near|on)\b"
# The first that fits decides, so the narrower stand first.
_KINDS = tuple(
    (re.compile(asks), re.compile(holds))
    for asks, holds in (
        (r"几点|什么时间.{0,3}[开关]门", rf"{_N}\s*[点时:：]|\d\d?[:：]\d\d"),
        (r"几岁|多大(?:年纪|岁数|的孩子)|how old", rf"{_N}\s*(?:周)?岁|years? old|\bage\b|year-old|\d"),
        (r"多大|面积|how (?:big|large)", rf"{_SIZE}|{_N}\s*(?:岁|%|万|亿|元)|[$¥€]\s*\d|\d{{4,}}"),
        (r"几折|百分之|百分比|比例|占比|percent|几成", rf"{_N}\s*[%折成倍]|%|分之|percent"),
        (
            r"几号|几月几|哪一?天",
            r"\d+\s*[日号]|[一二三四五六七八九十]+[日号]|星期|周[一二三四五六日末]|\d+[-/]\d+|当[天日]|月[初底末]|年[初底末]",
        ),
        (r"哪年|哪一年|几月|什么时候|何时|啥时候|日期|截止|\bwhen\b|what (?:date|time|day)|(?:what|which) year", _DAY),
        (
            r"多少钱|多少费|费是?多少|给多少|预算|报多少|罚多少|扣多少钱|价格|年薪|工资.{0,4}多少|奖金|补[贴助].{0,6}多少|收费"
            r"|how much (?:is|was|does|do|did|money)|cost|paid|price|salary|revenue|金额|额.{0,3}多少",
            _MONEY,
        ),
        (r"多长|how long is", rf"{_SPAN}|{_SIZE}|\d+\s*[-到至~]\s*\d+"),
        (
            r"多久|几天|多少天|几年|几个月|几周|多少年|几秒|几分钟|几小时|多少分钟|多少小时|几个工作日|how long|how much time"
            r"|how many (?:days|weeks|months|years|hours|minutes|seconds)",
            _SPAN,
        ),
        (
            r"多少|几(?=[\u3400-\u9fff])|how (?:many|much|often|far|fast|strong|tall|high)|多重|多高|多快|编号|号码|电话|编码|代码|版本",
            rf"{_N}|\b{_SPELT}\b|\b(?:once|twice)\b|[a-z]\d",
        ),
        (r"谁|哪位|什么人|\bwho(?:m|se)?\b", _PERSON),
        (r"(?:怎么|怎样|如何)(?!样|算|规定|罚|处|扣|说|定|回事|计)|how (?:do|can|to|should)", _WAY),
        (r"哪里|哪儿|在哪|地点|\bwhere\b", _PLACE),
    )
)


def wanted(question: str) -> re.Pattern[str] | None:
    """What a text must hold to answer the question; None where it asks for nothing that could be told by its form."""
    return _wanted(fold(question))


@lru_cache(maxsize=512)
def _wanted(folded: str) -> re.Pattern[str] | None:
    return next((holds for asks, holds in _KINDS if asks.search(folded)), None)
