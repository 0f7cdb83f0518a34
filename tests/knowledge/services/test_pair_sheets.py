"""Sheets of pairs are taken in whole, meet what others brought in meanwhile, and are given out labelled."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import ImportNotFound, RowsBad
from knowledge.pairing.previews import PairPreview, PairRow, PairsTaken
from knowledge.types import BaseInfo
from labels.selectors import record_in
from labels.services import visible_text
from tenants.types import Principal
from tests.knowledge.pairs import pair_in

pytestmark = pytest.mark.django_db(transaction=True)


def row(number: int, *questions: str, answer: str = "x", **more: object) -> PairRow:
    return PairRow(number=number, questions=questions, answer=answer, **more)  # type: ignore[arg-type]


def looked_at(keeper: Principal, base: BaseInfo, *rows: PairRow) -> PairPreview:
    with tenant_scope(keeper.tenant_id):
        return services.preview_import(base_id=base.id, name="p.csv", rows=rows, by=keeper)


def taken(keeper: Principal, sheet: PairPreview, on_known: str = "keep") -> PairsTaken:
    with tenant_scope(keeper.tenant_id):
        return services.import_pairs(import_id=sheet.id, on_known=on_known, state="approved", by=keeper)  # type: ignore[arg-type]


def answers(keeper: Principal, base: BaseInfo) -> dict[str, str]:
    with tenant_scope(keeper.tenant_id):
        return {each.questions[0]: each.answer for each in selectors.pairs(base.id, principal=keeper)}


def test_a_row_with_an_error_keeps_all_out(keeper: Principal, base: BaseInfo) -> None:
    sheet = looked_at(keeper, base, row(2, "a"), row(3, problems=("bad",)))
    with pytest.raises(RowsBad):
        taken(keeper, sheet)
    assert answers(keeper, base) == {}


def test_an_import_is_confirmed_once(keeper: Principal, base: BaseInfo) -> None:
    sheet = looked_at(keeper, base, row(2, "a"))
    assert taken(keeper, sheet) == PairsTaken(added=1, replaced=0, kept=0)
    with pytest.raises(ImportNotFound):
        taken(keeper, sheet)


def test_what_another_import_brought_in_meanwhile_counts_as_known(keeper: Principal, base: BaseInfo) -> None:
    first, second = looked_at(keeper, base, row(2, "a", answer="1")), looked_at(keeper, base, row(2, "A?", answer="2"))
    taken(keeper, first)
    assert taken(keeper, second) == PairsTaken(added=0, replaced=0, kept=1)
    assert answers(keeper, base) == {"a": "1"}


def test_two_imports_at_once_leave_one_answer_to_a_question(keeper: Principal, base: BaseInfo) -> None:
    sheets = [looked_at(keeper, base, *(row(n, f"q{n}", answer=str(which)) for n in range(20))) for which in (1, 2)]
    begin, ends = Barrier(2), []

    def confirm(sheet: PairPreview) -> None:
        begin.wait()
        try:
            ends.append(taken(keeper, sheet))
        finally:
            connections.close_all()

    threads = [Thread(target=confirm, args=(sheet,)) for sheet in sheets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((end.added, end.kept) for end in ends) == [(0, 20), (20, 0)]
    assert len(set(answers(keeper, base).values())) == 1


def test_a_replaced_pair_keeps_its_other_phrasings_and_its_history(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id, "a", "b", answer="old")
    taken(keeper, looked_at(keeper, base, row(2, "b", "c", answer="new")), "replace")
    with tenant_scope(keeper.tenant_id):
        pair = selectors.pair(made.id, principal=keeper)
        versions = selectors.pair_versions(made.id, principal=keeper)
    assert (set(pair.questions), pair.answer) == ({"a", "b", "c"}, "new")
    assert [each.answer for each in versions] == ["new", "old"]


def test_a_row_that_meets_two_pairs_is_an_error(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "a")
    pair_in(keeper, base.id, "b")
    assert len(looked_at(keeper, base, row(2, "a", "b")).bad) == 1


def test_thousands_of_rows_are_taken_in_and_answer(keeper: Principal, base: BaseInfo) -> None:
    rows = [row(n, f"question number {n}", f"what about number {n}", answer=f"answer {n}") for n in range(2000)]
    assert taken(keeper, looked_at(keeper, base, *rows)).added == 2000
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        found = selectors.match_pair("what about number 1234?", [base.id], keeper)
    assert found is not None
    assert (found.passage.text, found.direct) == ("answer 1234", True)


def test_a_file_with_a_models_draft_is_labelled(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "a", state="draft", drafted_by="Writer")
    with tenant_scope(keeper.tenant_id):
        book = services.export_pairs(base_id=base.id, kind="xlsx", language="en", by=keeper)
        text = services.export_pairs(base_id=base.id, kind="csv", language="en", by=keeper)
    assert record_in(book, kind="xlsx")
    assert visible_text("en") in text.decode()


def test_a_file_that_people_wrote_carries_no_label(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "a")
    with tenant_scope(keeper.tenant_id):
        assert not record_in(services.export_pairs(base_id=base.id, kind="xlsx", language="en", by=keeper), kind="xlsx")
