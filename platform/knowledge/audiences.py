"""To whom a text applies: read what people give, and join what a document says with what its section says."""

import unicodedata
from collections.abc import Iterable, Mapping

from kit.errors import Invalid
from knowledge.types import Audience

MOST_ATTRIBUTES, MOST_VALUES = 20, 200
LONGEST = 60


def attribute_name(text: str) -> str:
    """A name as it is kept and compared: full-width forms, case and space around it make no difference."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def attribute_value(text: str) -> str:
    """A value as it is kept; its case is shown, and makes no difference to the comparison."""
    return unicodedata.normalize("NFKC", text).strip()


def audience_of(given: Mapping[str, Iterable[str]]) -> Audience:
    """The audience in its kept form. Raises Invalid where a name or value is empty or too long, or there are too many."""
    kept: dict[str, tuple[str, ...]] = {}
    for name, values in given.items():
        each = tuple(dict.fromkeys(map(attribute_value, values)))
        kept[attribute_name(name)] = each
        if not each or len(each) > MOST_VALUES:
            raise Invalid(field="audience")
    said = [word for name, values in kept.items() for word in (name, *values)]
    if len(kept) > MOST_ATTRIBUTES or any(not 0 < len(word) <= LONGEST for word in said):
        raise Invalid(field="audience")
    return kept


def applies(audience: Audience, attributes: Mapping[str, str]) -> bool:
    """May it be for somebody of whom this is known? The search function of the database holds the same rule."""
    return all(
        attributes[name].lower() in {value.lower() for value in values}
        for name, values in audience.items()
        if name in attributes
    )


def disjoint(one: Audience, other: Audience) -> bool:
    """Is there nobody to whom both apply, since they name different values of one attribute?"""
    return any(
        not {value.lower() for value in values} & {value.lower() for value in other[name]}
        for name, values in one.items()
        if name in other
    )


def narrowed(document: Mapping[str, Iterable[str]], section: Mapping[str, Iterable[str]]) -> Audience:
    """What both say together: of an attribute that both name, the values that are in both."""
    joined = {name: tuple(values) for name, values in document.items()}
    for name, values in section.items():
        allowed = {value.lower() for value in joined.get(name, values)}
        joined[name] = tuple(value for value in values if value.lower() in allowed)
    return joined
