import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kit.ids import new_id

INSERT = (
    "INSERT INTO consent_decisionrow (id, tenant_id, created_at, subject, purpose, kind, channel, notice_id) "
    "VALUES (%s, %s, now(), 's', %s, %s, 'widget', %s)"
)


@pytest.mark.parametrize(
    ("purpose", "kind", "what"),
    [
        ("service,analytics", "granted", "consent_decision_purpose"),
        ("analytics", "granted", "consent_decision_one_purpose"),
        ("service", "maybe", "consent_decision_kind"),
    ],
)
def test_the_schema_allows_one_purpose_per_record(scope, notice, purpose, kind, what):
    with pytest.raises(IntegrityError, match=what), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [new_id(), scope.id, purpose, kind, notice.id])


def test_the_schema_refuses_consent_to_nothing(scope):
    with (
        pytest.raises(IntegrityError, match="consent_decision_notice"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(INSERT, [new_id(), scope.id, "service", "granted", None])


@pytest.mark.parametrize("table", ["consent_publishednotice", "consent_decisionrow"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET purpose = 'analytics'"])
def test_what_was_published_or_decided_cannot_be_changed(scope, table, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
