"""Say what may be known of people, and what is known of a member."""

import re
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from audit.services import record
from kit.errors import Invalid, NotFound
from kit.roles import atomic
from kit.texts import storable
from tenants import events
from tenants.errors import NoSuchMember, ValueTwice
from tenants.models import Attribute, Membership
from tenants.selectors.attributes import as_info, checked_attributes
from tenants.selectors.attributes import attributes as known_attributes
from tenants.selectors.members import member
from tenants.services.members import note
from tenants.services.rights import may_grant_roles, require
from tenants.types import AttributeInfo, MemberInfo, Principal

NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
LONGEST = 60
"""Characters of a label, and of each name of a value."""
MOST_VALUES, MOST_NAMES, MOST_ATTRIBUTES = 300, 12, 20

USUAL = (
    AttributeInfo(
        name="city",
        label="工作城市",
        label_en="City of work",
        values=(
            ("北京", "北京市", "Beijing"),
            ("上海", "上海市", "沪", "Shanghai"),
            ("广州", "广州市", "Guangzhou"),
            ("深圳", "深圳市", "Shenzhen"),
        ),
        may_ask=True,
    ),
    AttributeInfo(name="company", label="所属公司", label_en="Company", values=(), may_ask=True),
    AttributeInfo(name="grade", label="职级", label_en="Grade", values=(), may_ask=True),
    AttributeInfo(
        name="contract",
        label="用工类型",
        label_en="Type of contract",
        values=(
            ("正式员工", "正式工", "全职", "全职员工", "permanent staff", "permanent", "full-time"),
            ("合同工", "劳务派遣", "派遣员工", "派遣工", "contract staff", "contractor", "agency worker"),
            ("兼职", "兼职员工", "part-time staff", "part-time", "part time", "part-timer"),
            ("实习生", "实习", "intern", "interns"),
        ),
        may_ask=True,
    ),
    AttributeInfo(name="model", label="产品型号", label_en="Product model", values=(), may_ask=True),
)
"""A start that an organisation may take: nothing is known of people before it does."""


@atomic()
def save_attribute(
    *,
    name: str,
    label: str,
    by: Principal,
    label_en: str = "",
    values: Iterable[Sequence[str]] = (),
    may_ask: bool = True,
) -> AttributeInfo:
    """Make an attribute, or change the one of this name. Raises MayNot, Invalid, ValueTwice.

    A value that is taken away is no longer known of anybody: where it is still on record it counts for nothing.
    """
    require(by, "knowledge.write")
    if not NAME.match(name):
        raise Invalid(field="name")
    held = Attribute.objects.select_for_update().filter(name=name).first()
    if held is None and Attribute.objects.count() >= MOST_ATTRIBUTES:
        raise Invalid(field="name", limit=MOST_ATTRIBUTES)
    row = held or Attribute(name=name)
    row.label, row.label_en = _text(label, "label"), _text(label_en, "label_en", empty=True)
    row.values, row.may_ask = _values(values), may_ask
    row.save()
    data = {"attribute": name, "values": len(row.values), "may_ask": may_ask}
    record(events.ATTRIBUTE_SAVED, actor=by.actor, data=data)
    return as_info(row)


@atomic()
def add_usual_attributes(*, by: Principal) -> None:
    """Those of the usual attributes that are not there yet. Raises MayNot."""
    held = {each.name for each in known_attributes()}
    for each in USUAL:
        if each.name not in held:
            save_attribute(
                name=each.name,
                label=each.label,
                label_en=each.label_en,
                values=each.values,
                may_ask=each.may_ask,
                by=by,
            )


@atomic()
def delete_attribute(*, name: str, by: Principal) -> None:
    """Rules that named it apply to everybody again. Raises MayNot, NotFound."""
    require(by, "knowledge.write")
    gone, _ = Attribute.objects.filter(name=name).delete()
    if not gone:
        raise NotFound(field="name")
    record(events.ATTRIBUTE_DELETED, actor=by.actor, data={"attribute": name})


@atomic()
def set_member_attributes(*, member_id: UUID, attributes: Mapping[str, str], by: Principal) -> MemberInfo:
    """Know exactly this of a member. Raises MayNot, NoSuchMember, AboveOwnRights, AttributeUnknown, AttributeValueUnknown."""
    require(by, "members.write")
    row: Membership | None = Membership.objects.select_for_update().filter(pk=member_id).first()
    if row is None:
        raise NoSuchMember
    may_grant_roles(by, row.roles)
    known = checked_attributes(attributes, known_attributes())
    Membership.objects.filter(pk=row.pk).update(attributes=known)
    note(events.MEMBER_ATTRIBUTES_SET, row.id, by.actor, attributes=sorted(known))
    return member(row.id)


def _values(given: Iterable[Sequence[str]]) -> list[list[str]]:
    """Each value with its names, none of them twice. Raises Invalid, ValueTwice."""
    values, seen = [], set()
    for names in given:
        cleaned = list(dict.fromkeys(_text(name, "values") for name in names))
        for name in cleaned:
            if name.casefold() in seen:
                raise ValueTwice(field="values", value=name)
        seen |= {name.casefold() for name in cleaned}
        values.append(cleaned)
    if len(values) > MOST_VALUES or any(not 1 <= len(names) <= MOST_NAMES for names in values):
        raise Invalid(field="values")
    return values


def _text(text: str, field: str, *, empty: bool = False) -> str:
    """Raises Invalid."""
    cleaned = " ".join(text.split())
    if not (cleaned or empty) or len(cleaned) > LONGEST or not storable(cleaned):
        raise Invalid(field=field)
    return cleaned
