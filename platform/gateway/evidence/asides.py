"""Leave out of a question what is said beside it: greetings, who asks, and numbers that only tell how to reach him."""

import re

_MASKED = re.compile(r"[*＊█]{2,}")
_ASIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\s*(?:你好|您好|hi|hello|dear sir or madam)[，,。!！\s]+",
        r"(?:我的?(?:名字)?(?:叫|名叫|叫做|名字是|姓名是|姓名为)|本人姓名[是为：:]?|姓名[：:])\s*[^，,。；;！!？?\s]{1,12}[，,。；;！!\s]+",
        r"我是(?=[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏姜谢邹苏潘范彭马方任袁柳史唐薛雷贺倪汤罗郝安于傅康余黄萧尹姚邵汪毛戴宋庞熊纪舒屈董梁杜阮季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍万柯管卢莫房丁邓洪包左石崔龚程陆叶白])"
        r"[\u3400-\u9fff]{2,3}[，,。；;！!\s]+",
        r"(?:my name is|this is|i am|i'm)\s+(?:[A-Z][a-z]+\s?){1,3}[,.;]\s*",
        r"[（(]?(?:我的?|my )?(?:联系)?(?:手机号?码?|电话号?码?|身份证号?码?|证件号码?|工号|邮箱|微信号?|银行卡号?|phone(?: number)?|e-?mail|id number)(?:是|为|：|:|\s|is)*"
        r"[A-Za-z]{0,4}[\d*＊█][\w*＊█@.+\- ]{4,}[)）]?[，,。；;！!\s]*",
        r"(?<!\d)1[3-9]\d{9}(?!\d)[，,。；;\s]*",
    )
)
LEAST = 3
"""Characters that must be left: a question about a number is no aside."""


def without_asides(question: str) -> str:
    """The question alone; as it was where nothing else would be left."""
    left = question
    for aside in _ASIDES:
        left = aside.sub("", left)
    left = _MASKED.sub("", left).strip(" ，,。；;")
    return left if len(left) >= LEAST else question
