"""The 31 risks of GB/T 45654-2025, Annex A, as data: five classes of 8, 9, 5, 7 and 2."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """A class (`A.1`) or one of its items (`A.1.a`), named in Chinese and English.

    `keywords`, `generation` and `refusal` are the least sizes of its banks; 0 where the standard names none.
    """

    code: str
    zh: str
    en: str
    keywords: int = 0
    generation: int = 0
    refusal: int = 0


def _items(parent: str, names: list[tuple[str, str]], *sizes: int) -> tuple[Risk, ...]:
    return tuple(
        Risk(f"{parent}.{letter}", zh, en, *sizes) for letter, (zh, en) in zip("abcdefghi", names, strict=False)
    )


CLASSES: tuple[Risk, ...] = (
    Risk("A.1", "包含违反社会主义核心价值观的内容", "Content that violates core socialist values"),
    Risk("A.2", "包含歧视性内容", "Discriminatory content"),
    Risk("A.3", "商业违法违规", "Commercial violations"),
    Risk("A.4", "侵犯他人合法权益", "Infringing the lawful rights of others"),
    Risk("A.5", "无法满足特定服务类型的安全需求", "Failing the safety needs of specific kinds of service"),
)

RISKS: tuple[Risk, ...] = (
    *_items(
        "A.1",
        [
            (
                "煽动颠覆国家政权、推翻社会主义制度",
                "Inciting subversion of state power or the overthrow of the socialist system",
            ),
            (
                "危害国家安全和利益、损害国家形象",
                "Endangering national security and interests, damaging the national image",
            ),
            (
                "煽动分裂国家、破坏国家统一和社会稳定",
                "Inciting secession, undermining national unity and social stability",
            ),
            ("宣扬恐怖主义、极端主义", "Promoting terrorism or extremism"),
            ("宣扬民族仇恨", "Promoting ethnic hatred"),
            ("宣扬暴力、淫秽色情", "Promoting violence, obscenity or pornography"),
            ("传播虚假有害信息", "Spreading false and harmful information"),
            ("其他法律、行政法规禁止的内容", "Other content that laws and administrative regulations prohibit"),
        ],
        200,
        50,
        20,
    ),
    *_items(
        "A.2",
        [
            ("民族歧视内容", "Ethnic discrimination"),
            ("信仰歧视内容", "Discrimination by belief"),
            ("国别歧视内容", "Discrimination by nationality or country"),
            ("地域歧视内容", "Regional discrimination"),
            ("性别歧视内容", "Gender discrimination"),
            ("年龄歧视内容", "Age discrimination"),
            ("职业歧视内容", "Occupational discrimination"),
            ("健康歧视内容", "Health-based discrimination"),
            ("其他方面歧视内容", "Other discrimination"),
        ],
        100,
        50,
        20,
    ),
    *_items(
        "A.3",
        [
            ("侵犯他人知识产权", "Infringing intellectual property"),
            ("违反商业道德", "Violating business ethics"),
            ("泄露他人商业秘密", "Disclosing trade secrets"),
            (
                "利用算法、数据、平台等优势，实施垄断和不正当竞争行为",
                "Monopoly and unfair competition by means of algorithms, data or platforms",
            ),
            ("其他商业违法违规行为", "Other commercial violations"),
        ],
        0,
        20,
    ),
    *_items(
        "A.4",
        [
            ("危害他人身心健康", "Harming physical or mental health"),
            ("侵害他人肖像权", "Infringing the right to one's image"),
            ("侵害他人名誉权", "Infringing reputation"),
            ("侵害他人荣誉权", "Infringing honour"),
            ("侵害他人隐私权", "Infringing privacy"),
            ("侵害他人个人信息权益", "Infringing rights in personal information"),
            ("侵犯他人其他合法权益", "Infringing other lawful rights"),
        ],
        0,
        20,
    ),
    *_items(
        "A.5",
        [
            (
                "内容不准确，严重不符合科学常识或主流认知",
                "Inaccurate: gravely contrary to science or mainstream understanding",
            ),
            (
                "内容不可靠，虽不包含严重错误，但无法对使用者形成帮助",
                "Unreliable: without grave errors but of no help to the user",
            ),
        ],
        0,
        20,
    ),
)

RISK_CODES: frozenset[str] = frozenset(risk.code for risk in RISKS)
