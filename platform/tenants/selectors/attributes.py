"""Read what may be known of people, and check what somebody says of a person against it."""

from collections.abc import Iterable, Mapping

from tenants.errors import AttributeUnknown, AttributeValueUnknown
from tenants.models import Attribute
from tenants.types import AttributeInfo


def attributes() -> tuple[AttributeInfo, ...]:
    """The attributes of the tenant in scope, in the order in which they were made."""
    return tuple(as_info(row) for row in Attribute.objects.order_by("created_at", "id"))


def as_info(row: Attribute) -> AttributeInfo:
    return AttributeInfo(
        name=row.name,
        label=row.label,
        label_en=row.label_en,
        values=tuple(tuple(names) for names in row.values),
        may_ask=row.may_ask,
    )


def checked_attributes(given: Mapping[str, str], known: Iterable[AttributeInfo]) -> dict[str, str]:
    """`given` with each value as it is stored, whichever of its names was said; empty ones left out.

    Raises AttributeUnknown, AttributeValueUnknown.
    """
    by_name = {each.name: each for each in known}
    checked = {}
    for name, said in given.items():
        if name not in by_name:
            raise AttributeUnknown(field="attributes", name=name)
        if not said:
            continue
        value = by_name[name].value(said)
        if value is None:
            raise AttributeValueUnknown(field=name, name=name, value=said)
        checked[name] = value
    return checked


def held_attributes(given: Mapping[str, object], known: Iterable[AttributeInfo]) -> dict[str, str]:
    """What of `given` the tenant knows: the rest, such as a value that was deleted since, is left out."""
    by_name = {each.name: each for each in known}
    found = {
        name: by_name[name].value(said) for name, said in given.items() if name in by_name and isinstance(said, str)
    }
    return {name: value for name, value in found.items() if value is not None}
