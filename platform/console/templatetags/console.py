"""Small things that templates write: icons, places, sizes and dates in both languages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from chat.turn import Citation
from chat.types import TurnView
from console.outputs import words
from console.outputs.answers import answer_html, citation_address, passage_address
from kit.markup import harmless_html
from knowledge.types import Passage

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw a symbol of the sprite. It says nothing to a screen reader: the text beside it does."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("console/icons.svg"),
        name,
    )


@register.filter
def word(code: object, kind: str) -> str:
    """The word for a code of another app: `outcome|word:"OUTCOMES"`."""
    known: dict[str, object] = getattr(words, kind)
    return str(known.get(str(code or ""), code or ""))


@register.simple_tag
def badge(code: object, kind: str) -> SafeString:
    """The word for a code, in the colour that fits it."""
    value = str(code or "")
    return format_html('<span class="badge {}">{}</span>', words.CLASSES.get(value, ""), word(value, kind))


@register.simple_tag
def codes(kind: str) -> list[tuple[str, object]]:
    """The codes of a kind with their words, for buttons: `{% codes "RATING_REASONS" as reasons %}`."""
    known: dict[str, object] = getattr(words, kind)
    return list(known.items())


@register.filter
def moment(at: datetime | None) -> str:
    """A date with its time in the tenant's zone."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return f"{day(local)} {local:%H:%M}"


@register.filter
def day(at: date | None) -> str:
    """2026年11月22日 or 2026-11-22."""
    if at is None:
        return "–"
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    chinese = (get_language() or "").startswith("zh")
    return f"{local.year}年{local.month}月{local.day}日" if chinese else f"{local:%Y-%m-%d}"


@register.filter
def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


@register.filter
def get(values: Mapping[str, object], key: str) -> object:
    """The value of a mapping under a key that is itself a variable."""
    return values.get(key, "")


@register.filter
def has(values: Collection[object], one: object) -> bool:
    """Is `one` among them? Nothing is among no values."""
    return bool(values) and one in values


@register.filter
def answer(turn: TurnView) -> SafeString:
    """The answer of a turn with its sources linked."""
    return answer_html(turn.answer, turn.citations)


@register.filter
def formatted(text: str) -> SafeString:
    """A notice's Markdown as harmless HTML."""
    return harmless_html(text, lambda n: None)


@register.filter
def sources(citations: Sequence[Citation]) -> list[Citation]:
    """Each source once, by its number; several sentences may rest on it."""
    return [citations[at] for at in sorted({each.n: at for at, each in reversed(list(enumerate(citations)))}.values())]


@register.filter
def leads(passage: Passage | Citation) -> str:
    """The address of the viewer at a passage or a citation."""
    return citation_address(passage) if isinstance(passage, Citation) else passage_address(passage)


@register.filter
def wide(box: tuple[float, float, float, float]) -> str:
    """The width of a box as a share of its page."""
    return f"{box[2] - box[0]:.5f}"


@register.filter
def high(box: tuple[float, float, float, float]) -> str:
    return f"{box[3] - box[1]:.5f}"
