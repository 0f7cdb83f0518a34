"""A preview tells its bad and known rows apart."""

from kit.ids import new_id
from knowledge.pairing.previews import PairPreview, PairRow
from rest.outputs.pairs import PairPreview as Shown


def test_rows_are_told_by_what_becomes_of_them() -> None:
    known = new_id()
    rows = (
        PairRow(number=2, questions=("a",), answer="x"),
        PairRow(number=3, questions=("b",), answer="x", known=known),
        PairRow(number=4, questions=(), answer="x", problems=("The question is missing.",)),
    )
    told = Shown(PairPreview(id=new_id(), base_id=new_id(), name="p.csv", rows=rows)).data
    assert told["new"] == 1
    assert [each["known"] for each in told["known"]] == [str(known)]
    assert [(each["number"], each["problems"]) for each in told["bad"]] == [(4, ["The question is missing."])]
