"""Forms of the desk take what they offer and nothing else."""

from uuid import uuid4

from console.inputs.desk import CorrectionForm, DraftForm, PeriodForm, RatingForm


def test_a_rating_needs_a_verdict_that_exists() -> None:
    assert RatingForm({"verdict": "bad", "reason": "half"}).is_valid()
    assert not RatingForm({"verdict": "bad", "reason": "ugly"}).is_valid()
    assert not RatingForm({}).is_valid()


def test_a_correction_may_be_without_words() -> None:
    assert CorrectionForm({"verdict": "bad"}).is_valid()


def test_questions_of_a_draft_are_its_lines() -> None:
    base = str(uuid4())
    form = DraftForm({"questions": " a \n\n b ", "answer": "c", "base": base})
    form.offer("base", [(base, "B")])
    form.offer("source", [("", "")])
    assert form.is_valid()
    assert form.asked() == ("a", "b")
    assert str(form.base_id()) == base


def test_a_period_may_be_left_open() -> None:
    form = PeriodForm({})
    assert form.is_valid()
    assert form.cleaned_data["days"] is None
