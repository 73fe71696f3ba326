"""Mail: the Russian in it arrives, whatever the charset, the transfer encoding and the part it stands in."""

from email.message import EmailMessage

import pytest

from flows.config import SourceOptions
from flows.read.mail import read_mail, split_mbox
from flows.read.sources import read_sources
from flows.read.types import Document, Reject

TEXT = "Порт принял больше грузов, чем год назад.\nПодробности во вложении."


def message(text: str = TEXT, charset: str = "utf-8", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = headers.get("sender", "Ольга Жмыхова <olga@example.org>")
    made["To"] = "desk@example.org"
    made["Subject"] = "Отчёт порта"
    made["Date"] = "Thu, 04 Mar 2021 10:15:00 +0300"
    made["Message-ID"] = headers.get("id", "<1@example.org>")
    made.set_content(text, charset=charset)
    return made


def read(path) -> list[Document | Reject]:
    return list(read_sources([str(path)], SourceOptions()))


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251", "iso-8859-5"])
def test_a_message_in_any_charset(tmp_path, charset):
    (tmp_path / "a.eml").write_bytes(message(charset=charset).as_bytes())
    (document,) = read(tmp_path / "a.eml")
    assert document.text.strip().split("\n\n", 1) == ["Отчёт порта", TEXT]
    assert (document.title, document.about.author) == ("Отчёт порта", "Ольга Жмыхова")
    assert document.published_at.isoformat() == "2021-03-04T07:15:00+00:00"
    assert document.about.extra["to"] == "desk@example.org"


def test_a_wrong_charset_and_raw_header_bytes_are_recognised(tmp_path):
    raw = "From: Ольга <o@example.org>\nSubject: Отчёт порта\nContent-Type: text/plain; charset=us-ascii\n\n".encode(
        "cp1251"
    )
    (tmp_path / "a.eml").write_bytes(raw + TEXT.encode("cp1251"))
    (document,) = read(tmp_path / "a.eml")
    assert TEXT in document.text
    assert (document.title, document.about.author) == ("Отчёт порта", "Ольга")


def test_html_is_read_where_the_plain_part_is_a_stub(tmp_path):
    made = message("См. HTML")
    made.add_alternative(f"<p>{TEXT}</p><p>Всего доброго</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    (document,) = read(tmp_path / "a.eml")
    assert "Всего доброго" in document.text
    made = message(TEXT * 3)
    made.add_alternative(f"<p>{TEXT * 3}</p>", subtype="html")
    assert read_mail(made.as_bytes()).page is None


def test_attachments_are_documents_of_their_own(tmp_path):
    made = message()
    made.add_attachment(
        "Погода;задержала\nтекст;да\n".encode(), maintype="text", subtype="plain", filename="справка.txt"
    )
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    made.add_attachment(message("Пересланный текст.", id="<2@x>"))
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    documents = read(tmp_path / "a.eml")
    uris = [document.source_uri.rpartition("/a.eml")[2] for document in documents]
    assert uris == ["", "!/справка.txt", "!/message.eml"]
    assert "Пересланный текст" in documents[2].text


def test_a_message_without_text_is_told(tmp_path):
    (tmp_path / "a.eml").write_bytes(b"From: a@b\nDate: x\n\n")
    (reject,) = read(tmp_path / "a.eml")
    assert reject.error == "empty"


def test_an_mbox_has_a_document_a_message(tmp_path):
    parts = [
        b"From a@b Thu Mar  4 10:15:00 2021\n" + message(f"Письмо {n}.\n>From Москвы\n", id=f"<{n}@x>").as_bytes()
        for n in (1, 2)
    ]
    parts.append(b"From a@b Thu Mar  4 10:15:00 2021\n" + message("Третье.", id="<2@x>").as_bytes())  # an id twice
    (tmp_path / "a.mbox").write_bytes(b"\n".join(parts))
    documents = read(tmp_path / "a.mbox")
    assert [d.record for d in documents] == ["1@x", "2@x", "2@x#M3"]


def test_a_long_message_costs_no_other():
    import io

    mbox = b"From a@b 2021\n" + b"x" * 100 + b"\n\nFrom c@d 2021\nkurz\n"
    assert list(split_mbox(io.BytesIO(mbox), 50)) == [1, b"kurz\n"]


def test_a_saved_page(tmp_path):
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "https://example.org/news/1"
    made["Subject"] = "Saved by a browser"
    made.set_content(
        "<html><head><title>Порт</title></head><body><h1>Порт</h1><p>Грузов больше.</p></body></html>", subtype="html"
    )
    (tmp_path / "a.mhtml").write_bytes(made.as_bytes())
    (document,) = read(tmp_path / "a.mhtml")
    assert (document.title, document.about.url) == ("Порт", "https://example.org/news/1")
    assert "Грузов больше." in document.text


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff" * 50, b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x", b"Subject: =?bad?q?=ff?=\n\nx"],
)
def test_broken_mail_never_raises(data):
    assert isinstance(read_mail(data).text, str)
