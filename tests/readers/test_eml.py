"""Mails: the words, the day of the sender's clock, and attachments as reports of their own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from .making import PAGE, SENTENCE, THIRD, docx, errors, good, mail, paragraph, read_file


def test_a_mail_is_a_report(tmp_path: Path) -> None:
    (found,) = good(read_file(tmp_path, "a.eml", mail()))
    assert found.text.strip() == f"Strike in Oldbridge\n\n{SENTENCE}"
    assert (found.title, found.byline, found.outlet) == ("Strike in Oldbridge", "Ann Poe", "post.example")
    assert (str(found.published), found.kept) == ("2024-08-11", (("id", "1@post.example"),))


def test_html_alone_and_beside_plain_words(tmp_path: Path) -> None:
    (found,) = good(read_file(tmp_path, "a.eml", mail(f"<p>{SENTENCE}</p><p>{THIRD}</p>", kind="text/html")))
    assert found.text == f"Strike in Oldbridge\n\n{SENTENCE}\n\n{THIRD}"


def test_encoded_words_and_other_charsets(tmp_path: Path) -> None:
    raw = (
        b"Subject: =?utf-8?B?U3RyaWtlIGluIE9sZGJyaWRnZSDigJMgdHdv?=\r\nFrom: =?iso-8859-1?Q?Andr=E9?= <a@b.example>\r\n"
        b"Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Three people were killed in the town of Oldbridge, the governor=92s office=\r\n said.\r\n"
    )
    (found,) = good(read_file(tmp_path, "a.eml", raw))
    assert (found.title, found.byline) == ("Strike in Oldbridge – two", "André")
    assert "the governor’s office said." in found.text


def test_attachments_are_files_of_their_own(tmp_path: Path) -> None:
    """The report is often what a mail carries, not the mail."""
    attached = [
        ("update.docx", docx(paragraph(SENTENCE))), ("page.html", PAGE.encode()), ("photo.jpg", b"\xff"),
        ("smime.p7s", b"x"),
        ("odd.bin", b"\0\1\2" * 50),
    ]  # fmt: skip
    found = read_file(tmp_path, "a.eml", mail(attached=attached))
    assert [one.record for one in found[:3]] == ["", "update.docx", "page.html"]  # type: ignore[union-attr]
    assert [said.partition(":")[0] for said in errors(found)] == ["odd.bin"]
    only = read_file(tmp_path, "b.eml", mail("", attached=attached[:1]))
    assert [one.record for one in good(only)] == ["update.docx"]


def test_a_mail_passed_on_as_an_attachment(tmp_path: Path) -> None:
    inner = mail().decode()
    raw = (
        "Subject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n--XX\r\n"
        "Content-Type: text/plain\r\n"
        f"\r\n\r\n--XX\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--XX--\r\n"
    )
    (found,) = good(read_file(tmp_path, "a.eml", raw))
    assert (found.record, found.title) == ("message.eml", "Strike in Oldbridge")


@pytest.mark.parametrize(
    "raw",
    [
        b"no header here\n", b"", b"Subject: x\r\n\r\n", b"Subject: " + b"=?utf-8?Q?a?= " * 50_000 + b"\r\n\r\nx",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)),
        b"Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"From: " + b"(" * 50_000 + b"\r\n\r\n" + SENTENCE.encode(), b"Content-Type: message/rfc822\r\n\r\n" * 500,
        b"Date: " + b"9" * 100_000 + b"\r\n\r\n" + SENTENCE.encode(), b"Subject: \xff\xfe\r\n\r\n" + SENTENCE.encode(),
    ],
)  # fmt: skip
def test_hostile_mails(tmp_path: Path, raw: bytes) -> None:
    start = time.monotonic()
    for said in errors(read_file(tmp_path, "a.eml", raw)):
        assert "a fault in sayso" not in said
        assert "makes its parser fail" not in said
    assert time.monotonic() - start < 30
