"""Make, rename and delete groups (departments)."""

from uuid import UUID

from django.db import IntegrityError

from audit.services import record
from kit.errors import NotFound
from kit.roles import atomic
from tenants import events
from tenants.errors import NameTaken
from tenants.models import Group
from tenants.services.rights import require
from tenants.types import GroupInfo, Principal


@atomic()
def create_group(*, name: str, by: Principal) -> GroupInfo:
    """A new, empty group. Raises MayNot, NameTaken."""
    require(by, "members.write")
    row = _save(Group(name=name.strip()))
    record(events.GROUP_CREATED, actor=by.actor, data={"group": str(row.id), "name": row.name})
    return GroupInfo(id=row.id, name=row.name, members=0)


@atomic()
def rename_group(*, group_id: UUID, name: str, by: Principal) -> GroupInfo:
    """Raises MayNot, NotFound, NameTaken."""
    require(by, "members.write")
    row = _held(group_id)
    before, row.name = row.name, name.strip()
    _save(row)
    record(events.GROUP_RENAMED, actor=by.actor, data={"group": str(row.id), "before": before, "name": row.name})
    return GroupInfo(id=row.id, name=row.name, members=row.links.count())


@atomic()
def delete_group(*, group_id: UUID, by: Principal) -> None:
    """Its members stay members; what was open to the group alone is open to nobody. Raises MayNot, NotFound."""
    require(by, "members.write")
    row = _held(group_id)
    record(events.GROUP_DELETED, actor=by.actor, data={"group": str(row.id), "name": row.name})
    row.delete()


def _held(group_id: UUID) -> Group:
    row: Group | None = Group.objects.select_for_update().filter(pk=group_id).first()
    if row is None:
        raise NotFound
    return row


def _save(row: Group) -> Group:
    try:
        with atomic():
            row.save()
    except IntegrityError as error:
        raise NameTaken(field="name") from error
    return row
