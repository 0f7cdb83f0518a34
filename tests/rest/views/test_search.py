from kit.outbox import run_due
from kit.scoping import tenant_scope
from moderation.services import add_entry
from tests.rest.views.test_resources import upload

PHONE = "13912345678"
SECRET = "橡果暗号"


def found(api, question):
    return api.post("/api/v1/search", json={"question": question}).json()


def test_personal_data_in_a_passage_is_masked(api, handbook, acorn):
    upload(api, handbook.base_id, text=f"# 班车\n\n班车司机的电话是 {PHONE}，请提前联系。", name="班车.md")
    run_due(acorn.id)
    answer = found(api, "班车司机的电话是多少")
    assert "班车司机的电话是" in answer["items"][0]["text"]
    assert PHONE not in str(answer)
    assert answer["withheld"] == 0


def test_a_passage_that_the_policy_stops_is_left_out_and_counted(api, anna, handbook):
    before = found(api, "病假工资怎么算")
    with tenant_scope(anna.tenant.id):
        add_entry(kind="term", text="诊断证明", category="A.3.c", by=anna.principal)
    answer = found(api, "病假工资怎么算")
    assert "诊断证明" in str(before)
    assert "诊断证明" not in str(answer)
    assert answer["withheld"] == 1


def test_a_term_in_a_file_name_stops_its_passages(api, anna, handbook, acorn):
    with tenant_scope(anna.tenant.id):
        add_entry(kind="term", text=SECRET, category="A.3.c", by=anna.principal)
    upload(api, handbook.base_id, text="# 班车\n\n班车每天早上七点半发车。", name=f"{SECRET}.md")
    run_due(acorn.id)
    assert SECRET not in str(found(api, "班车几点发车"))
