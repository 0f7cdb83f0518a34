"""The 31 risks are complete, named in both languages, with the sizes of the standard."""

from moderation.risks import CLASSES, RISKS


def test_every_risk_has_a_name_in_both_languages_and_the_standards_sizes() -> None:
    assert [sum(risk.code.startswith(each.code) for risk in RISKS) for each in CLASSES] == [8, 9, 5, 7, 2]
    assert all(risk.zh and risk.en for risk in RISKS)
    assert (sum(risk.keywords for risk in RISKS), sum(risk.generation for risk in RISKS)) == (2500, 1130)
    assert sum(risk.refusal for risk in RISKS) == 340
