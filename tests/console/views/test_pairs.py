"""Pairs in the console: made, changed, brought back, settled together, tuned."""

from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import BaseInfo, PairInfo
from tests.cast import Person
from tests.console.conftest import page, said

PAIR = {
    "questions": "How much leave is there?\nHow many days off do I get?",
    "answer": "Ten days a year.",
    "tags": "hr",
}


@pytest.fixture
def base(anna: Person) -> BaseInfo:
    with tenant_scope(anna.tenant.id):
        return services.create_base(slug="faq", name="FAQ", by=anna.principal)


def made(anna: Person, base: BaseInfo, question: str = "How much leave is there?", **more: object) -> PairInfo:
    with tenant_scope(anna.tenant.id):
        pair = services.create_pair(base_id=base.id, questions=[question], answer="Ten days.", by=anna.principal, **more)  # type: ignore[arg-type]  # fmt: skip
    run_due(anna.tenant.id)
    return seen(anna, pair.id)


def seen(anna: Person, pair_id: UUID) -> PairInfo:
    with tenant_scope(anna.tenant.id):
        return selectors.pair(pair_id, principal=anna.principal)


@pytest.mark.django_db
def test_a_new_pair_stands_in_the_list(english: Client, base: BaseInfo) -> None:
    text = said(english, page("new_pair", base_id=base.id), PAIR)
    assert "How much leave is there?" in text
    assert "2 phrasings" in text


@pytest.mark.django_db
def test_a_question_that_is_taken_is_told_beside_its_field(english: Client, base: BaseInfo) -> None:
    said(english, page("new_pair", base_id=base.id), PAIR)
    assert "already answers" in said(english, page("new_pair", base_id=base.id), PAIR)


@pytest.mark.django_db
def test_a_draft_is_approved_on_its_page(english: Client, anna: Person, base: BaseInfo) -> None:
    pair = made(anna, base)
    assert "it may answer now" in said(english, page("approve_pair", pair_id=pair.id), {"seen": "1"})
    assert seen(anna, pair.id).live


@pytest.mark.django_db
def test_what_somebody_else_saved_is_not_overwritten(english: Client, anna: Person, base: BaseInfo) -> None:
    pair = made(anna, base)
    said(english, page("pair", pair_id=pair.id), PAIR | {"seen": "1"})
    assert "Somebody else has saved this pair" in said(english, page("pair", pair_id=pair.id), PAIR | {"answer": "Nine.", "seen": "1"})  # fmt: skip


@pytest.mark.django_db
def test_an_earlier_version_is_brought_back(english: Client, anna: Person, base: BaseInfo) -> None:
    pair = made(anna, base)
    said(english, page("pair", pair_id=pair.id), PAIR | {"seen": "1"})
    said(english, page("roll_back_pair", pair_id=pair.id, version=1), {})
    assert (seen(anna, pair.id).version, seen(anna, pair.id).answer) == (3, "Ten days.")


@pytest.mark.django_db
def test_drafts_are_approved_together(english: Client, anna: Person, base: BaseInfo) -> None:
    pairs = [made(anna, base, f"Question number {n}?") for n in range(3)]
    ticked = {"pair": [str(each.id) for each in pairs[:2]], "approve": "1"}
    assert "2 pairs are approved." in said(english, page("settle_pairs", base_id=base.id), ticked)
    assert [seen(anna, each.id).state for each in pairs] == ["approved", "approved", "draft"]


@pytest.mark.django_db
def test_pairs_are_deleted_together(english: Client, anna: Person, base: BaseInfo) -> None:
    pair = made(anna, base)
    said(english, page("settle_pairs", base_id=base.id), {"pair": [str(pair.id)], "delete": "1"})
    with tenant_scope(anna.tenant.id):
        assert selectors.pairs(base.id, principal=anna.principal) == ()


@pytest.mark.django_db
def test_the_list_is_searched_by_the_words_of_the_answer(english: Client, anna: Person, base: BaseInfo) -> None:
    made(anna, base, "How much leave is there?")
    found = english.get(page("pairs", base_id=base.id), {"q": "ten days"}).content.decode()
    missed = english.get(page("pairs", base_id=base.id), {"q": "parking"}).content.decode()
    assert "How much leave is there?" in found
    assert "No pair fits." in missed


@pytest.mark.django_db
def test_a_threshold_is_saved(english: Client, anna: Person, base: BaseInfo) -> None:
    said(english, page("direct_threshold", base_id=base.id), {"threshold": "0.83"})
    with tenant_scope(anna.tenant.id):
        assert selectors.base(base.id, principal=anna.principal).direct_threshold == 0.83


@pytest.mark.django_db
def test_the_curve_of_the_bases_own_phrasings_is_drawn(english: Client, anna: Person, base: BaseInfo) -> None:
    made(anna, base, "How much leave is there?", state="approved")
    text = english.get(page("direct_threshold", base_id=base.id)).content.decode()
    assert "<polyline" in text
    assert "1 phrasings of this base" in text
    assert "style=" not in text.split('<main id="main"')[1]


@pytest.mark.django_db
def test_a_sheet_of_questions_is_tried(english: Client, anna: Person, base: BaseInfo) -> None:
    made(anna, base, "How much leave is there?", state="approved")
    sheet = BytesIO(b"question,expected\nHow much leave is there,How much leave is there?\nWhere do I park?,none\n")
    sheet.name = "trials.csv"
    text = english.post(page("direct_threshold", base_id=base.id), {"trials": sheet}).content.decode()
    assert "2 questions of the sheet were asked." in text


@pytest.mark.django_db
def test_a_sheet_without_the_columns_is_refused(english: Client, base: BaseInfo) -> None:
    sheet = BytesIO(b"a,b\n1,2\n")
    sheet.name = "trials.csv"
    text = english.post(page("direct_threshold", base_id=base.id), {"trials": sheet}).content.decode()
    assert "no row names the columns" in text


@pytest.mark.django_db
def test_a_member_sees_no_pairs(ben_client: Client, base: BaseInfo) -> None:
    assert ben_client.get(page("pairs", base_id=base.id)).status_code == 403


@pytest.mark.django_db
def test_a_citation_of_a_pair_opens_its_text(english: Client, anna: Person, base: BaseInfo) -> None:
    pair = made(anna, base, state="approved")
    shown = english.get(page("document", document_id=pair.document_id), {"passage": str(pair.passage_id)})
    assert shown.status_code == 200
    assert "Ten days." in shown.content.decode()
    assert english.get(page("original", version_id=pair.version_id)).status_code == 404
    assert english.get(page("manage_document", document_id=pair.document_id))["Location"] == page(
        "pair", pair_id=pair.id
    )
