"""A rendition as a file."""

import pytest

from audit.selectors import turn_evidence
from chat.selectors.rendition_files import rendition_file
from kit.scoping import tenant_scope
from labels.selectors import find, record_in
from tests.cast import Person
from tests.chat.renditions.made import asked
from tests.stocked import stock


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_its_label_leads_to_its_evidence(transactional_db: None, anna: Person, kind: str) -> None:
    made = asked(anna, stock(anna.tenant))
    content = rendition_file(made, kind)
    record = record_in(content, kind=kind)
    assert record is not None
    with tenant_scope(anna.tenant.id):
        assert find(record["ProduceID"]).turn_id == made.id
        assert [entry.event for entry in turn_evidence(made.id)] == ["chat.rendition_asked", "chat.rendition_ended"]
