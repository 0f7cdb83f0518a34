"""What callers send about pairs becomes the services' arguments."""

from rest.inputs.pairs import PairInput, SheetInput, TakeInInput

PAIR = {"questions": ["q"], "answer": "a"}


def given(**more: object) -> dict[str, object]:
    asked = PairInput(data=PAIR | more)
    asked.is_valid(raise_exception=True)
    return asked.fields_given()


def test_a_window_is_given_only_where_one_of_its_ends_is_named() -> None:
    assert "validity" not in given()
    first, end = given(valid_until="2031-05-01T00:00:00Z")["validity"]  # type: ignore[misc]
    assert first is None
    assert end.year == 2031


def test_an_unknown_field_is_an_error() -> None:
    assert not PairInput(data=PAIR | {"owner": "x"}).is_valid()
    assert not SheetInput(data={"files": "x"}).is_valid()


def test_a_sheet_is_kept_and_approved_unless_said_otherwise() -> None:
    asked = TakeInInput(data={})
    asked.is_valid(raise_exception=True)
    assert asked.validated_data == {"on_known": "keep", "state": "approved"}
