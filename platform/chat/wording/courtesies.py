"""Recognise what is no question but a courtesy, and the set words that answer it."""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils import translation
from django.utils.translation import gettext as _

from chat.types import BotSettings

LONGEST = 30
_ENDS = re.compile(r"[\s!！。.,，、~～?？^_:：)）(（😊🙏👋❤️]+")
_CALLED = "(?:小助手|助手|机器人|客服|老师|亲|there|bot|assistant)?"


class Courtesy(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    WHO = "who"
    GOODBYE = "goodbye"


_PATTERNS = {
    Courtesy.GREETING: rf"(?:你好|您好|你们好|大家好|哈喽|哈罗|嗨|早|早上好|上午好|中午好|下午好|晚上好|在吗|在不在|有人吗|hi|hello|hey|good(?:morning|afternoon|evening)){{1,2}}{_CALLED}[啊呀呢]?",
    Courtesy.THANKS: rf"(?:好的?|嗯|ok|okay|great)?(?:非常|太|多)?(?:感谢|谢谢|谢了|多谢|谢啦|辛苦了|thanks|thankyou|thankyousomuch|thanksalot|thx|cheers)(?:你|您|你们|了|啦|大家|verymuch)?{_CALLED}(?:的帮助|的解答)?",
    Courtesy.WHO: r"(?:你好|您好|hi|hello)?(?:请问)?(?:你是谁|您是谁|你是什么|你叫什么(?:名字)?|您叫什么(?:名字)?|介绍一下(?:你|您)自己|自我介绍一下|你能做什么|你会做什么|你能干什么|你可以做什么|你有什么功能|你能帮我做什么|你是机器人吗|你是人工吗|你是真人吗|你是ai吗|whoareyou|whatareyou|what(?:is|'s)yourname|whatcanyoudo|howcanyouhelp(?:me)?|areyou(?:a|an)?(?:bot|robot|human|ai|person))[啊呀呢]?",
    Courtesy.GOODBYE: rf"(?:再见|拜拜|拜|回见|bye|byebye|goodbye|seeyou|没有?其他问题了|没事了){_CALLED}[啊呀啦了]?",
}
_READ = {courtesy: re.compile(pattern) for courtesy, pattern in _PATTERNS.items()}


def courtesy_of(message: str) -> Courtesy | None:
    """What the message is, where it is nothing but that."""
    if len(message) > LONGEST:
        return None
    bare = _ENDS.sub("", message.lower())
    return next((courtesy for courtesy, pattern in _READ.items() if pattern.fullmatch(bare)), None)


def reply(courtesy: Courtesy, settings: BotSettings, language: str) -> str:
    """What the bot answers, with its own greeting, name and purpose, in the language of the message."""
    with translation.override(language):
        name = {"name": settings.name}
        match courtesy:
            case Courtesy.THANKS:
                return _("You are welcome. Ask again whenever you like.")
            case Courtesy.GOODBYE:
                return _("Goodbye. I am here whenever you need me.")
            case Courtesy.GREETING if settings.greeting:
                return settings.greeting
        who = _("I am %(name)s, an AI assistant that answers from the company's material.") % name
        task = _("What I am here for: %(purpose)s") % {"purpose": settings.purpose} if settings.purpose else ""
        return "\n".join(each for each in (who, task) if each)
