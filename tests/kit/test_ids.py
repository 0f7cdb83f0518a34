import pytest

from kit.ids import decode_id, encode_id, new_id


def test_ids_made_later_sort_later():
    made = [new_id() for _ in range(100)]
    assert made == sorted(made)
    assert all(each.version == 7 for each in made)


def test_the_short_spelling_goes_both_ways():
    value = new_id()
    assert len(encode_id(value)) == 26
    assert decode_id(encode_id(value)) == value


@pytest.mark.parametrize("text", ["", "a", "!" * 26, "A" * 26, "b" * 26, "a" * 27])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not an identifier"):
        decode_id(text)
