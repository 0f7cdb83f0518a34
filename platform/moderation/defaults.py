"""The platform's default policy: what a tenant has until it writes one of its own."""

from typing import Any

NAME = "default"
VERSION = 1

_REFUSED = [{"from": 0.5, "action": "refuse", "notice": "refused"}]
_CRISIS = [{"from": 0.5, "action": "set_answer", "notice": "crisis"}]
_MASK = [{"action": "mask"}]
_ALLOW = [{"action": "allow"}]

NOTICES: dict[str, dict[str, str]] = {
    "refused": {
        "zh-hans": "抱歉，这个问题我不能回答。如有工作或服务方面的问题，欢迎继续提问。",
        "en": "Sorry, I cannot help with this. Please feel free to ask about our services or your work.",
    },
    "crisis": {
        "zh-hans": "听起来你正经历很难受的时刻，你并不孤单。请现在就联系身边信任的人，或拨打全国统一心理援助热线 12356（24 小时）；"
        "如有紧急危险，请拨打 120 或 110。",
        "en": "It sounds as if you are going through a very hard time, and you are not alone. Please talk to someone you trust "
        "now, or call the national psychological support line 12356 (24 hours); in an emergency call 120 or 110.",
    },
    "injection": {
        "zh-hans": "抱歉，这条消息试图改变我的工作规则，我不能照做。请直接说明你想了解的内容。",
        "en": "Sorry, this message tries to change the rules I work by, so I cannot follow it. Please just tell me what you "
        "would like to know.",
    },
}

# Addresses and switchboard numbers are what people ask a company's documents for; a person's numbers are not.
RULES: dict[str, Any] = {
    "input": {
        "A": _REFUSED,
        "A.4.a": _CRISIS,
        "personal": _MASK,
        "personal.credit_code": _ALLOW,
        "injection": [{"from": 0.5, "action": "refuse", "notice": "injection"}],
    },
    "output": {
        "A": _REFUSED,
        "A.4.a": _CRISIS,
        "personal": _MASK,
        "personal.credit_code": _ALLOW,
        "personal.email": _ALLOW,
        "personal.landline": _ALLOW,
    },
    # Statutes and news are full of hard words: a document is judged by what it tries to make the model do.
    "document": {"injection": [{"from": 0.7, "action": "hold", "notice": "injection"}]},
    "notices": NOTICES,
    "releases": "characters",
}
