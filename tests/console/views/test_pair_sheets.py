"""Sheets of pairs in the console: looked at first, taken in whole, given out."""

from io import BytesIO

import pytest
from django.test import Client

from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import BaseInfo
from tests.cast import Person
from tests.console.conftest import page, said
from tests.console.views.test_pairs import made

SHEET = "问题,答案,相似问,标签,有效期至\n年假有几天？,十天。,年假多少天|能休几天年假,假期,2031-12-31\n病假工资怎么算,按八成发。,,,\n"


@pytest.fixture
def base(anna: Person) -> BaseInfo:
    with tenant_scope(anna.tenant.id):
        return services.create_base(slug="faq", name="FAQ", by=anna.principal)


def chosen(client: Client, base: BaseInfo, text: str, encoding: str = "utf-8") -> str:
    """The page after choosing this sheet."""
    file = BytesIO(text.encode(encoding))
    file.name = "pairs.csv"
    return client.post(page("new_import", base_id=base.id), {"file": file}, follow=True).content.decode()


def waiting(text: str) -> str:
    """The address of the import on its page."""
    return text.split("/drop/", maxsplit=1)[0].rsplit('action="', 1)[1] + "/"


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sheet_is_shown_before_anything_is_saved(
    english: Client, anna: Person, base: BaseInfo, encoding: str
) -> None:
    text = chosen(english, base, SHEET, encoding)
    assert "2 new pairs" in text
    assert "能休几天年假" in text
    with tenant_scope(anna.tenant.id):
        assert selectors.pairs(base.id, principal=anna.principal) == ()


@pytest.mark.django_db
def test_a_confirmed_sheet_is_taken_in(english: Client, anna: Person, base: BaseInfo) -> None:
    text = chosen(english, base, SHEET)
    after = said(english, waiting(text), {"on_known": "keep", "state": "approved"})
    assert "2 pairs added, 0 replaced, 0 left as they were." in after
    with tenant_scope(anna.tenant.id):
        second, first = selectors.pairs(base.id, principal=anna.principal)
    assert first.questions == ("年假有几天？", "年假多少天", "能休几天年假")
    assert (first.tags, first.valid_until is not None) == (("假期",), True)
    assert second.answer == "按八成发。"


@pytest.mark.django_db
def test_rows_with_errors_keep_the_whole_sheet_out(english: Client, base: BaseInfo) -> None:
    text = chosen(english, base, SHEET + "加班费怎么算,,,,\n,没有问题,,,\n年假有几天,重复,,,\n考勤几点,九点,,,某天\n")
    for problem in ("The answer is missing.", "The question is missing.", "Row 2 has the same question.", "is no date"):
        assert problem in text
    assert "4 rows with errors" in text
    assert 'name="on_known"' not in text


@pytest.mark.django_db
def test_known_questions_are_replaced_only_on_demand(english: Client, anna: Person, base: BaseInfo) -> None:
    old = made(anna, base, "年假有几天")
    assert "1 answered already" in chosen(english, base, SHEET)
    said(english, waiting(chosen(english, base, SHEET)), {"on_known": "replace", "state": "draft"})
    with tenant_scope(anna.tenant.id):
        pair = selectors.pair(old.id, principal=anna.principal)
    assert (pair.version, pair.answer) == (2, "十天。")


@pytest.mark.django_db
def test_a_dropped_sheet_is_gone(english: Client, base: BaseInfo) -> None:
    address = waiting(chosen(english, base, SHEET))
    assert "Nothing was taken in." in said(english, f"{address}drop/", {})
    assert english.get(address).status_code == 404


@pytest.mark.django_db
def test_a_file_that_is_no_sheet_is_refused(english: Client, base: BaseInfo) -> None:
    assert "no row names the columns" in chosen(english, base, "just a line\nand another\n")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_pairs_that_were_given_out_can_be_taken_in_again(
    english: Client,
    anna: Person,
    base: BaseInfo,
    kind: str,
) -> None:
    said(english, waiting(chosen(english, base, SHEET)), {"on_known": "keep", "state": "approved"})
    given = english.get(page("export_pairs", base_id=base.id, kind=kind))
    assert "attachment" in given["Content-Disposition"]
    file = BytesIO(given.content)
    file.name = f"pairs.{kind}"
    text = english.post(page("new_import", base_id=base.id), {"file": file}, follow=True).content.decode()
    assert "2 answered already" in text
    assert "with an error" not in text
