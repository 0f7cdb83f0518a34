"""The form of a pair reads lines, lists and days as the services take them."""

from console.inputs.pairs import PairForm, TakeInForm, ThresholdForm

FILLED = {
    "questions": "甲？\n\n 乙 ",
    "answer": "一",
    "tags": "a，b",
    "audience": "city: 上海, 北京",
    "valid_until": "2031-05-01",
}


def test_lines_are_phrasings_and_lists_are_parted() -> None:
    form = PairForm(FILLED)
    assert form.is_valid()
    values = form.values()
    assert (values["questions"], values["tags"]) == (("甲？", "乙"), ["a", "b"])
    assert values["audience"] == {"city": ["上海", "北京"]}
    assert values["validity"][0] is None
    assert values["validity"][1].isoformat().startswith("2031-05-02T00:00")


def test_an_audience_without_values_is_refused() -> None:
    assert not PairForm(FILLED | {"audience": "city"}).is_valid()


def test_a_threshold_has_bounds() -> None:
    assert ThresholdForm({"threshold": "1.01"}).is_valid()
    assert not ThresholdForm({"threshold": "0.2"}).is_valid()


def test_what_becomes_of_a_sheet_is_one_of_the_choices() -> None:
    assert TakeInForm({"on_known": "keep", "state": "draft"}).is_valid()
    assert not TakeInForm({"on_known": "burn", "state": "draft"}).is_valid()
