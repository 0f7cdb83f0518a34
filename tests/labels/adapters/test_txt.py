from labels.services import mark_file


def test_a_text_file_begins_with_the_sentence(label):
    marked = mark_file("正文".encode(), kind="txt", label=label)
    assert marked.decode() == f"{label.text}\n\n正文"


def test_a_byte_order_mark_stays_in_front(label):
    assert mark_file("正文".encode("utf-8-sig"), kind="txt", label=label).decode("utf-8-sig").startswith(label.text)
