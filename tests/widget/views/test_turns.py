"""A visitor looks at the page behind his own answer: all of it may be seen, or there is no picture."""

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.models import Passage
from knowledge.services import add_document
from tenants.services import save_attribute
from tests.console.views.test_viewer import pdf
from tests.widget.conftest import bearer
from tests.widget.views.test_sessions import ask, events

PARKING = "A parking permit for visitors costs thirty yuan per month."


def source_page(frame, agreed, anna, handbook, *pages):
    """Where the page is behind the answer to a question about parking."""
    with tenant_scope(anna.tenant.id):
        add_document(base_id=handbook.base_id, name="parking.pdf", content=pdf(*pages), by=anna.principal)
    run_due(anna.tenant.id)
    told = events(ask(frame, agreed, "What does a parking permit for visitors cost per month?"))
    assert told["closed"]["sources"][0]["where"].startswith("parking.pdf")
    return f"/turns/{told['opened']['turn']}/sources/1/page"


def test_a_page_without_anything_to_hide_is_shown(frame, agreed, anna, handbook):
    shown = frame.get(source_page(frame, agreed, anna, handbook, PARKING), headers=bearer(agreed))
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")


def test_a_page_with_personal_data_that_answers_mask_has_no_picture(frame, agreed, anna, handbook):
    address = source_page(frame, agreed, anna, handbook, f"{PARKING} Mobile of the guard: 13912345678.")
    assert frame.get(address, headers=bearer(agreed)).status_code == 404
    assert frame.get(address.removesuffix("/page"), headers=bearer(agreed)).status_code == 200


def test_a_withheld_passage_hides_the_page_that_it_may_run_over_to(frame, agreed, anna, handbook):
    address = source_page(frame, agreed, anna, handbook, "Gardens are watered by night.", PARKING)
    assert frame.get(address, headers=bearer(agreed)).status_code == 200
    with tenant_scope(anna.tenant.id):
        Passage.objects.filter(version__document__name="parking.pdf", page=1).update(verdict="hold", category="x")
    assert frame.get(address, headers=bearer(agreed)).status_code == 404


def test_what_was_said_is_told_with_the_answer_and_may_be_taken_back(frame, agreed, anna):
    with tenant_scope(anna.tenant.id):
        save_attribute(name="city", label="城市", values=[["上海"], ["北京"]], by=anna.principal)
    told = events(ask(frame, agreed, question="我在上海，年假有几天？"))
    (known,) = told["closed"]["known"]
    assert (known["text"], known["removes"]) == ("城市：上海", "忘记：城市：上海")
    body = {"conversation_id": told["opened"]["conversation"], "attribute": "city"}
    assert frame.post("/said/forget", json=body, headers=bearer(agreed)).json() == {"forgotten": "city"}


def test_another_visitors_conversation_is_not_there(frame, agreed, site):
    told = events(ask(frame, agreed))
    stranger = frame.post("/session", json={"site": site.public_id}).json()
    body = {"conversation_id": told["opened"]["conversation"], "attribute": "city"}
    assert frame.post("/said/forget", json=body, headers=bearer(stranger)).status_code == 404
