"""The figures as a page with a chart and its table, and as a sheet."""

from tests.cast import Person
from tests.console.conftest import page
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, desk, dora

__all__ = ["desk", "dora"]


def test_the_chart_stands_beside_its_table(desk: Desk, anna: Person, dora: Person) -> None:
    desk.ask(anna, KNOWN)
    desk.ask(anna, UNKNOWN)
    desk.work()
    shown = dora.client().get(page("figures") + "?days=7").content.decode()
    assert shown.count("<rect") == 1
    assert "50 %" in shown
    assert "员工手册.md" in shown


def test_nothing_asked_is_said_and_nonsense_in_the_address_is_no_error(desk: Desk, dora: Person) -> None:
    response = dora.client().get(page("figures") + "?days=abc&step=year&bot=nobody")
    assert response.status_code == 200
    assert b"<rect" not in response.content


def test_the_sheet_holds_the_same_and_its_export_is_for_editors(
    desk: Desk, anna: Person, dora: Person, ben: Person
) -> None:
    desk.ask(anna, UNKNOWN)
    desk.work()
    response = dora.client().get(page("figures_csv") + "?days=7")
    assert response["Content-Type"].startswith("text/csv")
    assert ",1,1,1.0000" in response.content.decode()
    assert ben.client().get(page("figures_csv")).status_code == 403
