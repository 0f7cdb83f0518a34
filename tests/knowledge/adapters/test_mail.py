"""Mails and their attachments."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from knowledge.adapters import mail
from knowledge.adapters.attached import MOST_FILES
from knowledge.parsed import Block, Parsed, ReadFailed
from tests.knowledge import ole


def inner(data: bytes, name: str) -> Parsed:
    if name.endswith(".bin"):
        raise ReadFailed("unknown_type")
    return Parsed((Block(data.decode()),), "TXT")


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "年假通知", "hr@example.com", "all@example.com"
    message.set_content("正文。\n\n第二段。")
    message.add_alternative(
        "<p>网页<b>正文</b>。</p><table><tr><th>市</th><th>天</th></tr><tr><td>沪</td><td>10</td></tr></table>",
        subtype="html",
    )
    message.add_attachment("附件的字".encode(), maintype="text", subtype="plain", filename="附件.txt")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
    return message


def read(tmp_path: Path, message: EmailMessage) -> Parsed:
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    return mail.read(path, inner)


def test_head_web_text_and_attachments_are_read_in_this_order(tmp_path: Path) -> None:
    parsed = read(tmp_path, letter())
    assert parsed.title == "年假通知"
    assert [block.text for block in parsed.blocks] == [
        "Subject: 年假通知\nFrom: hr@example.com\nTo: all@example.com",
        "网页正文。",
        "沪 | 10",
        "附件的字",
    ]
    assert parsed.blocks[-1].path == ("附件.txt",)


def test_attachments_that_no_reader_knows_are_named(tmp_path: Path) -> None:
    assert [note.says for note in read(tmp_path, letter()).notes] == [
        "Attachments that could not be read were left out: a.bin (unknown_type)."
    ]


def test_plain_text_in_a_chinese_code_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    head = b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
    path.write_bytes(head + "年假十天㐀。".encode("gb18030"))
    assert mail.read(path, inner).blocks[1].text == "年假十天㐀。"


def test_a_mail_of_outlook_is_read(tmp_path: Path) -> None:
    def wide(text: str) -> bytes:
        return text.ljust(2048).encode("utf-16-le")

    path = tmp_path / "a.msg"
    path.write_bytes(
        ole.container(
            {
                "__substg1.0_0037001F": wide("通知"),
                "__substg1.0_1000001F": wide("正文。"),
                "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("附件.txt"),
                "__attach_version1.0_#00000000/__substg1.0_37010102": "附件的字".encode().ljust(4096),
            }
        )
    )
    parsed = mail.read_outlook(path, inner)
    assert [block.text.strip() for block in parsed.blocks] == ["Subject: 通知", "正文。", "附件的字"]


def test_a_thousand_attachments_are_cut(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("x")
    for number in range(150):
        message.add_attachment(b"y", maintype="text", subtype="plain", filename=f"{number}.txt")
    parsed = read(tmp_path, message)
    assert len(parsed.blocks) == MOST_FILES + 1
    assert "149.txt" in parsed.notes[0].says
