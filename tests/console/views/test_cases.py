"""The list of regression cases, a run on demand, and the history of one."""

from chat.selectors import bot
from desk.models import Case
from desk.services import add_case
from tests.cast import Person, job
from tests.console.conftest import page, said
from tests.desk.conftest import KNOWN, Desk, desk, dora

__all__ = ["desk", "dora"]


def test_a_case_is_run_seen_and_removed(desk: Desk, dora: Person, ben: Person) -> None:
    editor = dora.client()
    said(editor, page("run_cases"))
    made = desk.unit(
        lambda: add_case(
            bot_id=bot(desk.stock.bot).id,
            question=KNOWN,
            expects="document",
            expected={"document": str(desk.stock.document_id)},
            by=job(desk.tenant),
        )
    )
    said(editor, page("run_cases"))
    assert "disabled" in editor.get(page("cases")).content.decode()
    desk.work()
    assert "badge good" in editor.get(page("cases")).content.decode()
    assert "badge good" in editor.get(page("case", case_id=made.id)).content.decode()
    assert ben.client().get(page("cases")).status_code == 403
    said(editor, page("delete_case", case_id=made.id))
    assert desk.unit(Case.objects.count) == 0
