"""Somebody is asked only where the answer differs and nothing says which one is his."""

from dataclasses import replace

from chat.asking.choosing import clarification, dependence
from tests.chat.asking.values import BOTH, CITY, part, rule

SHANGHAI, BEIJING = rule(city=["上海"]), rule(score=0.88, city=["北京"])
BOTH_CITIES = (SHANGHAI, BEIJING)


def asked(*passages: object, settled: tuple[str, ...] = (), **values: object) -> object:
    found = dependence([part(*passages, **values)], list(passages), BOTH, settled)  # type: ignore[arg-type]
    return found and (found[0].name, found[1])


def test_rules_for_two_cities_make_the_city_count() -> None:
    assert asked(*BOTH_CITIES) == ("city", ("上海", "北京"))


def test_rules_that_agree_ask_nothing() -> None:
    assert asked(SHANGHAI, rule(score=0.88, city=["上海", "广州"])) is None
    assert asked(SHANGHAI) is None


def test_a_rule_for_everybody_that_is_as_good_asks_nothing() -> None:
    assert asked(rule(score=0.95), *BOTH_CITIES) is None


def test_a_passage_that_is_far_behind_makes_no_difference() -> None:
    assert asked(SHANGHAI, rule(score=0.5, city=["北京"])) is None


def test_what_is_settled_named_or_known_is_not_asked() -> None:
    assert asked(*BOTH_CITIES, settled=("city",)) is None
    assert asked(*BOTH_CITIES, named={"city": ("上海", "北京")}) is None
    assert asked(*BOTH_CITIES, attributes={"city": "上海"}) is None


def test_what_may_not_be_asked_is_not() -> None:
    shy = replace(CITY, may_ask=False)
    assert dependence([part(*BOTH_CITIES)], BOTH_CITIES, [shy], ()) is None


def test_an_audience_that_the_tenant_no_longer_knows_counts_for_nothing() -> None:
    assert asked(rule(city=["Mars"]), rule(score=0.88, city=["Venus"])) is None


def test_each_part_is_looked_at_by_itself() -> None:
    plain = rule("年假10天。")
    parts = [part(plain, question="年假几天？"), part(*BOTH_CITIES)]
    found = dependence(parts, [plain, *BOTH_CITIES], BOTH, ())
    assert found is not None
    assert found[0].name == "city"


def test_the_question_has_a_choice_for_each_value_and_one_for_who_does_not_know() -> None:
    made = clarification(CITY, ("上海", "北京"), about="x", language="en")
    assert [each.label for each in made.choices] == ["Shanghai", "Beijing", "I do not know"]
    assert "City of work" in made.text
