"""Who may what."""

from uuid import uuid4

import pytest

from tenants.types import PERMISSIONS, PLATFORM_ROLES, ROLES, VISITOR_SCOPES, Principal, Subject, job_principal


def member(*roles: str) -> Principal:
    return Principal(tenant_id=uuid4(), kind="member", id=uuid4(), name="x", roles=frozenset(roles))


def test_roles_give_known_permissions_only() -> None:
    assert frozenset().union(*ROLES.values()) <= PERMISSIONS


def test_every_permission_is_given_by_some_role() -> None:
    assert frozenset().union(*ROLES.values()) == PERMISSIONS


@pytest.mark.parametrize("role", ["owner", "knowledge_editor", "operator", "auditor", "member"])
def test_only_the_compliance_officer_unmasks(role: str) -> None:
    assert not member(role).may("audit.unmask")
    assert member("compliance_officer").may("audit.unmask")


def test_an_auditor_can_change_nothing() -> None:
    assert [one for one in ROLES["auditor"] if one.rpartition(".")[2] not in ("read", "verify")] == []


def test_roles_add_up() -> None:
    assert member("auditor", "knowledge_editor").may("knowledge.write")
    assert member("auditor", "knowledge_editor").may("audit.verify")


def test_an_unknown_role_gives_nothing() -> None:
    assert not any(member("root").may(one) for one in PERMISSIONS)


def test_a_members_scopes_give_nothing() -> None:
    one = Principal(tenant_id=uuid4(), kind="member", id=uuid4(), name="x", scopes=PERMISSIONS)
    assert not any(one.may(permission) for permission in PERMISSIONS)


@pytest.mark.parametrize("kind", ["key", "visitor", "job"])
def test_everybody_else_may_what_his_scopes_name_whatever_his_roles(kind: str) -> None:
    one = Principal(
        tenant_id=uuid4(), kind=kind, id=uuid4(), name="x", roles=frozenset({"owner"}), scopes=frozenset({"chat.ask"})
    )
    assert [permission for permission in PERMISSIONS if one.may(permission)] == ["chat.ask"]


def test_a_visitor_may_ask_and_nothing_else() -> None:
    assert {"chat.ask"} == VISITOR_SCOPES


def test_an_actor_is_kind_and_id() -> None:
    one = member("owner")
    assert one.actor == f"member:{one.id}"


def test_a_job_is_the_same_everywhere() -> None:
    tenant_id = uuid4()
    assert job_principal(tenant_id=tenant_id, name="a").id == job_principal(tenant_id=uuid4(), name="a").id
    assert job_principal(tenant_id=tenant_id, name="a").id != job_principal(tenant_id=tenant_id, name="b").id


def test_subjects_of_two_channels_differ() -> None:
    tenant_id = uuid4()
    refs = {Subject(tenant_id=tenant_id, channel=one, external_id="7").ref for one in ("widget", "api")}
    assert refs == {"widget:7", "api:7"}


def test_platform_administrations_share_no_right() -> None:
    system, security, audit = PLATFORM_ROLES.values()
    assert len(system | security | audit) == len(system) + len(security) + len(audit)
