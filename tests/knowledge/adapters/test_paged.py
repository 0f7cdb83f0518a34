"""What becomes of pages that had to be recognised."""

import pytest

from knowledge.adapters.paged import PagedFile, parsed_of
from knowledge.adapters.pdf_flow import Page
from knowledge.parsed import NeedsRecognition, ReadFailed
from knowledge.recognised import Found, FoundLine

FILE = PagedFile("PDF", 2)


def unread() -> list[Page]:
    return [Page(number, 600, 800, [], drawn=True, pictures=1, unread=True) for number in (1, 2)]


def found(text: str, confidence: float = 0.99) -> Found:
    return Found((FoundLine(text, confidence, (0.1, 0.2, 0.6, 0.22)),))


def test_missing_pages_are_asked_for() -> None:
    with pytest.raises(NeedsRecognition) as needed:
        parsed_of(FILE, unread(), {1: found("done")})
    assert needed.value.pages == (2,)


def test_a_doubtful_page_is_counted_and_named() -> None:
    parsed = parsed_of(FILE, unread(), {1: found("Good text."), 2: found("Bed tcxt.", 0.6)})
    assert [note.code for note in parsed.notes] == ["recognised_pages", "doubtful_pages"]
    assert parsed.notes[1].details["list"] == "2"
    assert [page.confidence for page in parsed.report.recognised] == [0.99, 0.6]


def test_a_page_that_failed_is_named_and_the_others_are_kept() -> None:
    parsed = parsed_of(FILE, unread(), {1: found("Good text."), 2: Found(failed="time_out")})
    assert [note.code for note in parsed.notes] == ["recognised_pages", "pages_not_recognised"]


@pytest.mark.parametrize(
    ("recognised", "code"),
    [
        (None, "scanned"),
        ({1: Found(), 2: Found()}, "no_text_seen"),
        ({1: Found(failed="time_out"), 2: Found(failed="crashed")}, "not_recognised"),
    ],
)
def test_nothing_at_all_is_said_with_its_reason(recognised: dict[int, Found] | None, code: str) -> None:
    with pytest.raises(ReadFailed, match=code):
        parsed_of(FILE, unread(), recognised)
