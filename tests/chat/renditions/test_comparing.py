"""Two documents about one subject, side by side."""

from chat.renditions.comparing import Side, Table, differing, only_in_one
from tests.chat.values import passage

OLD = [
    passage("员工入职满一年后，每年享有 10 天带薪年假。年假须提前申请。", document="a.md"),
    passage("食堂每天十一点半开饭。", document="a.md"),
]
NEW = [
    passage("员工入职满一年后，每年享有 12 天带薪年假。年假须提前申请。", document="b.md"),
    passage("公司为员工提供免费班车。", document="b.md"),
]


def table() -> Table:
    return Table(Side.of(OLD), Side.of(NEW))


def test_one_subject_with_another_figure_is_a_row_of_both_with_their_places() -> None:
    (row,) = differing(table(), OLD).parts
    assert row.doubt == "differ"
    assert ["10 天" in row.cells[0], "12 天" in row.cells[1]] == [True, True]
    assert [each.passage_id for each in row.citations] == [OLD[0].id, NEW[0].id]


def test_what_both_say_in_the_same_words_is_no_row() -> None:
    assert "提前申请" not in "".join(part.text for part in differing(table(), OLD).parts)


def test_what_only_one_says_stands_under_its_name() -> None:
    found = [(part.kind, part.text) for part in only_in_one(table()).parts]
    assert found == [
        ("heading", "a.md"),
        ("list_item", "食堂每天十一点半开饭。"),
        ("heading", "b.md"),
        ("list_item", "公司为员工提供免费班车。"),
    ]


def test_the_same_text_differs_in_nothing() -> None:
    same = Table(Side.of(OLD), Side.of(OLD))
    assert differing(same, OLD).parts == only_in_one(same).parts == ()
