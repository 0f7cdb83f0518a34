"""The form that asks for a rendition."""

from uuid import uuid4

import pytest

from console.inputs.renditions import RenditionForm

SUMMARY = {"kind": "summary", "language": "en"}


@pytest.mark.parametrize("changed", [{}, {"kind": "translation"}, {"language": "zh-hans"}])
def test_a_summary_or_translation_needs_no_other_document(changed: dict[str, str]) -> None:
    assert RenditionForm(SUMMARY | changed, others=[]).is_valid()


@pytest.mark.parametrize("changed", [{"kind": "poem"}, {"language": "fr"}, {"other": str(uuid4())}])
def test_what_is_not_offered_is_refused(changed: dict[str, str]) -> None:
    assert not RenditionForm(SUMMARY | changed, others=[]).is_valid()


def test_a_comparison_needs_the_other_document() -> None:
    form = RenditionForm(SUMMARY | {"kind": "comparison"}, others=[])
    assert list(form.errors) == ["other"]
