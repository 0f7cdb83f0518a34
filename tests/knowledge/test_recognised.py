"""What recognition found, as it crosses a pipe."""

import json

from knowledge.recognised import Found, FoundLine, as_data, found_from


def test_what_was_found_survives_the_pipe() -> None:
    found = Found((FoundLine("年休假", 0.98, (0.1, 0.2, 0.3, 0.4)),), turn=1, tilt=0.01)
    assert found_from(json.loads(json.dumps(as_data(found)))) == found


def test_confidence_weighs_lines_by_their_length() -> None:
    place = (0.0, 0.0, 1.0, 1.0)
    assert Found((FoundLine("a" * 9, 1.0, place), FoundLine("b", 0.5, place))).confidence == 0.95
