"""Recognise a model's own words for "the material does not say"."""

import re

from gateway.types import NOT_IN_MATERIAL

_DENIES = re.compile(
    rf"{re.escape(NOT_IN_MATERIAL)}"
    r"|(?:资料|材料|文档|文件|手册|上文|提供的信息)[^。，,]{0,8}(?:没有|未|并未|不包含|无)[^。]{0,6}(?:提到|提及|提供|说明|涉及|包含|找到|规定|记载|答案|相关|信息)"
    r"|(?:无法|不能)(?:从|根据)[^。]{0,12}(?:回答|确定|得知|得出)|没有(?:找到|提到|提及)[^。]{0,12}(?:信息|内容|答案)"
    r"|\b(?:material|passages?|documents?|text|context|information)\b[^.]{0,20}\b(?:does|do|did|is|are)\s?(?:not|n't)\s(?:\w+\s)?"
    r"(?:say|mention|state|contain|specify|provide|include|cover|given|provided|mentioned)"
    r"|\bnot\s(?:mentioned|stated|specified|found|covered|provided)\sin\sthe\b",
    re.IGNORECASE,
)


def denies(sentence: str) -> bool:
    """Does the sentence say that the material has no answer?"""
    return _DENIES.search(sentence) is not None
