"""What a sheet of pairs comes to before it is taken in."""

from dataclasses import replace

from kit.ids import new_id
from knowledge.pairing.previews import PairPreview, PairRow


def test_a_row_is_new_known_or_bad_and_a_bad_one_is_nothing_else() -> None:
    new = PairRow(number=2, questions=("年假几天？",), answer="10 天")
    known = replace(new, number=3, known=new_id())
    bad = replace(known, number=4, problems=("no answer",))
    preview = PairPreview(id=new_id(), base_id=new_id(), name="faq.xlsx", rows=(new, known, bad))
    assert (preview.new, preview.known, preview.bad) == (1, (known,), (bad,))
