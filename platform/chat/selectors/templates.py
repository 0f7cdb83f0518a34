"""Starts for the usual bots, in both languages: what a newcomer would have to think of first."""

from chat.types import Audience, BotSettings, BotTemplate, TemplateName, Tone

# name → audience, tone, and per language: title, greeting, purpose, instructions, questions, contact
_TEMPLATES: dict[TemplateName, tuple[Audience, Tone, dict[str, tuple[str, str, str, str, tuple[str, ...], str]]]] = {
    "hr": (
        "staff",
        "formal",
        {
            "zh-hans": (
                "人事助手",
                "您好，我可以根据员工手册和人事制度回答您的问题。",
                "回答员工关于假期、考勤、薪酬福利和入离职手续的问题。",
                "涉及个人薪资、绩效等个别情况时，请员工联系人力资源部，不作推断。",
                ("年假有多少天？", "病假需要提供什么证明？", "试用期多长？"),
                "人力资源部",
            ),
            "en": (
                "HR assistant",
                "Hello, I answer your questions from the staff handbook and the HR rules.",
                "Answer staff questions on leave, working hours, pay and benefits, joining and leaving.",
                "For a person's own salary or appraisal, point to Human Resources and infer nothing.",
                ("How many days of annual leave do I have?", "What does sick leave require?", "How long is probation?"),
                "Human Resources",
            ),
        },
    ),
    "after_sales": (
        "customers",
        "warm",
        {
            "zh-hans": (
                "售后助手",
                "您好，很高兴为您服务！请问您的产品遇到了什么问题？",
                "根据产品手册和售后政策，帮助客户使用产品、排除故障、了解保修与退换货。",
                "涉及人身或用电安全的问题，先请客户停止使用产品。不承诺赔偿，也不承诺手册以外的保修。",
                ("保修期多久？", "怎样申请退换货？", "产品无法开机怎么办？"),
                "售后服务热线",
            ),
            "en": (
                "After-sales assistant",
                "Hello, glad to help! What is the matter with your product?",
                "Help customers to use the product, to mend faults and to understand warranty and returns, from the manual.",
                "Where people or mains power could be in danger, first ask the customer to stop using the product. "
                "Promise neither damages nor any warranty beyond the manual.",
                ("How long is the warranty?", "How do I return a product?", "What if it does not switch on?"),
                "the service line",
            ),
        },
    ),
    "it_help": (
        "staff",
        "brief",
        {
            "zh-hans": (
                "IT 服务台",
                "您好，请描述您遇到的 IT 问题。",
                "根据 IT 手册帮助员工处理账号、邮箱、网络、打印机和软件安装等问题。",
                "按步骤回答，每步一行。不索取、不重复密码和验证码。",
                ("怎样重置密码？", "VPN 连不上怎么办？", "如何连接打印机？"),
                "IT 服务台",
            ),
            "en": (
                "IT help desk",
                "Hello, please describe your problem.",
                "Help staff with accounts, mail, network, printers and software, from the IT manuals.",
                "Answer in steps, one a line. Never ask for or repeat passwords and one-time codes.",
                ("How do I reset my password?", "What if the VPN does not connect?", "How do I set up a printer?"),
                "the IT help desk",
            ),
        },
    ),
}


def templates(language: str) -> tuple[BotTemplate, ...]:
    """HR, after-sales and IT help desk in `language` (`zh-hans`; anything else is English)."""
    spoken = "zh-hans" if language.lower().startswith("zh") else "en"
    return tuple(_template(name, spoken) for name in _TEMPLATES)


def _template(name: TemplateName, language: str) -> BotTemplate:
    audience, tone, texts = _TEMPLATES[name]
    title, greeting, purpose, instructions, questions, contact = texts[language]
    settings = BotSettings(
        name=title,
        audience=audience,
        greeting=greeting,
        purpose=purpose,
        suggested_questions=questions,
        tone=tone,
        instructions=instructions,
        contact=contact,
    )
    return BotTemplate(name=name, title=title, settings=settings)
