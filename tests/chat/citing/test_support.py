"""What a passage carries, and what it does not."""

from chat.citing.support import Content, best_quote

LEAVE = Content("员工入职满1年的，每年享有带薪年休假10天；满十年的为15天。")


def test_a_paraphrase_keeps_most_of_its_content() -> None:
    assert Content("入职满一年有10天年假").share_in(LEAVE) > 0.4


def test_another_subject_shares_little() -> None:
    assert Content("打印机卡纸时请打开后盖").share_in(LEAVE) < 0.1


def test_a_figure_that_is_not_there_is_missed() -> None:
    assert Content("年假为15天").figures_in([LEAVE])
    assert not Content("年假为12天").figures_in([LEAVE])


def test_the_number_of_a_list_item_is_no_figure() -> None:
    assert Content("3. 年假为15天").figures_in([LEAVE])


def test_a_name_that_is_not_there_is_missed() -> None:
    manual = Content("The X200 has a warranty of two years.")
    assert Content("Our X200 is covered.").names_in([manual])
    assert not Content("Our X300 is covered.").names_in([manual])
    assert not Content("The warranty is given by Acme.").names_in([manual])


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert Content("Warranty lasts.").names == frozenset()


def test_endings_of_words_do_not_matter() -> None:
    assert Content("printing printers").share_in(Content("print printers")) == 1


def test_the_quote_is_the_sentence_it_rests_on_verbatim() -> None:
    passage = "试用期为三个月。员工入职满1年的，每年享有带薪年休假10天。病假须有证明。"
    assert best_quote(Content("满一年有10天年假"), passage) == "员工入职满1年的，每年享有带薪年休假10天。"


def test_the_quote_of_a_passage_without_end_marks_is_the_passage() -> None:
    assert best_quote(Content("年假"), "年假 | 10 | 天") == "年假 | 10 | 天"
