import pytest
from django.utils import translation

from audit.types import event, events, registered, sentence


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="two events"):
        event("tests.asked", says="again")


def test_an_unknown_retention_class_is_refused():
    with pytest.raises(ValueError, match="no retention class"):
        event("tests.for_ever", says="x", retention="for ever")  # type: ignore[arg-type]


def test_the_registry_knows_events_of_apps_that_were_not_imported():
    assert registered("tenants.created").retention == "system"


def test_a_sentence_survives_data_that_an_older_entry_lacks():
    assert sentence("tests.asked", {}) == "Somebody asked –."
    assert sentence("nobody.knows", {}) == "nobody.knows"


def test_every_event_of_this_app_has_a_chinese_sentence():
    with translation.override("zh-hans"):
        for each in events():
            if each.name.startswith("audit."):
                assert any("\u4e00" <= char <= "\u9fff" for char in sentence(each.name, {}))
