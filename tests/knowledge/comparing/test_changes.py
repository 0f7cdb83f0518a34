"""What the comparison of two texts says."""

from knowledge.comparing.changes import MOST_SENTENCES, compare


def test_a_changed_number_is_marked_on_both_sides_and_the_rest_is_not() -> None:
    [change] = compare(["出差住宿每晚上限为450元。"], ["出差住宿每晚上限为500元。"]).changes
    assert change.kind == "changed"
    assert change.figures
    assert [part.text for part in change.before if part.differs] == ["450"]
    assert [part.text for part in change.after if part.differs] == ["500"]


def test_a_chinese_number_is_one_figure() -> None:
    [change] = compare(["每年享有十天年休假。"], ["每年享有十五天年休假。"]).changes
    assert [part.text for part in change.before if part.figure] == ["十"]
    assert [part.text for part in change.after if part.figure] == ["十五"]


def test_a_new_wording_without_a_number_is_no_change_of_figures() -> None:
    [change] = compare(["员工应当遵守本手册。"], ["员工必须遵守本手册。"]).changes
    assert (change.kind, change.figures) == ("changed", False)


def test_what_came_and_what_went_stand_in_their_order() -> None:
    found = compare(["甲说一。乙说二。丙说三。"], ["甲说一。完全不同的新规定在这里。丙说三。"])
    assert [each.kind for each in found.changes] == ["same", "added", "removed", "same"]
    assert found.counts == {"same": 2, "added": 1, "removed": 1, "changed": 0}


def test_unchanged_sentences_far_from_a_change_are_counted_and_not_shown() -> None:
    rules = [f"第{n}号规定照旧。" for n in range(50)]
    found = compare(rules, [*rules[:-1], "最后一号规定取消了很多东西。"])
    assert found.changes[0].skipped == 48
    assert found.counts["same"] == 49


def test_equal_texts_differ_in_nothing() -> None:
    assert compare(["甲。乙。"], ["甲。", "乙。"]).changes == ()


def test_a_text_that_is_too_long_is_compared_in_part_and_says_so() -> None:
    long = ["条。" * (MOST_SENTENCES + 1)]
    assert compare(long, ["条。"]).cut
    assert not compare(["条。"], ["条。"]).cut
