"""Office files, PDF and e-books: their text, and what cannot be read is told."""

import io
import zipfile

import docx
import openpyxl
import pypdf
import pytest

from flows.config import SourceOptions
from flows.read.sources import read_sources
from flows.read.types import Document, Reject

TEXT = "Порт принял больше грузов."


def read(path, **options) -> list[Document | Reject]:
    return list(read_sources([str(path)], SourceOptions(**options)))


def zipped(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def test_docx(tmp_path):
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = "Отчёт", "О. Жмыхова"
    made.add_paragraph(TEXT)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Грузы", "Рост"
    made.add_paragraph("После таблицы.")
    made.save(tmp_path / "a.docx")
    (document,) = read(tmp_path / "a.docx")
    assert document.text == f"Отчёт\n\n{TEXT}\nГрузы\tРост\nПосле таблицы."
    assert (document.title, document.about.author) == ("Отчёт", "О. Жмыхова")
    assert "wordprocessingml" in document.media_type


def test_xlsx(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Порты"
    book.active.append(["Порт", "Грузы, млн т"])
    book.active.append(["Северный", 3.5])
    book.save(tmp_path / "a.xlsx")
    (document,) = read(tmp_path / "a.xlsx")
    assert document.text.split("\n") == ["Порты", "Порт\tГрузы, млн т", "Северный\t3.5"]


def test_odt(tmp_path):
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = f"<office:document-content {office}><text:h>Отчёт</text:h><text:p>Порт <text:span>принял</text:span> больше<text:s/>грузов.</text:p></office:document-content>"
    (tmp_path / "a.odt").write_bytes(zipped(content_dot_xml=body))
    (document,) = read(tmp_path / "a.odt")
    assert document.text == f"Отчёт\n{TEXT}"


@pytest.mark.parametrize("name", ["a.rtf", "a"])
def test_rtf(tmp_path, name):
    escaped = "".join(f"\\'{byte:02x}" for byte in TEXT.encode("cp1251"))
    (tmp_path / name).write_bytes(b"{\\rtf1\\ansi\\ansicpg1251 " + escaped.encode() + b"\\par}")
    (document,) = read(tmp_path / name)
    assert document.text.strip() == TEXT


def test_epub(tmp_path):
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Книга</dc:title>'
        '<dc:creator>О. Жмыхова</dc:creator></metadata><manifest><item id="b" href="2.xhtml"/><item id="a" href="1.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    pages = {f"OEBPS__{n}_dot_xhtml": f"<html><body><p>Глава {n}.</p></body></html>" for n in (1, 2)}
    (tmp_path / "a.epub").write_bytes(
        zipped(**{"META-INF__container_dot_xml": container, "OEBPS__book_dot_opf": package}, **pages)
    )
    (document,) = read(tmp_path / "a.epub")
    assert document.text == "Книга\n\nГлава 1.\n\nГлава 2."
    assert document.about.author == "О. Жмыхова"


def pdf(*pages: bytes) -> bytes:
    """A PDF with the fourteen standard fonts' Latin letters only; real ones bring their fonts along."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, content in enumerate(pages):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * n),
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def test_pdf(tmp_path):
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            b"BT /F 12 Tf 20 200 Td (The port handled more cargo than a year ago.) Tj ET",
            b"BT /F 12 Tf 20 200 Td (Second page of the report.) Tj ET",
        )
    )
    (document,) = read(tmp_path / "a.pdf")
    assert document.text == "The port handled more cargo than a year ago.\n\nSecond page of the report."


def test_a_scan_and_an_encrypted_pdf_are_told(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(pdf(b"q 300 0 0 300 0 0 cm Q", b"q Q"))
    (reject,) = read(tmp_path / "scan.pdf")
    assert (reject.error, "OCR" in reject.detail) == ("unsupported", True)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(b"BT /F 12 Tf (Text of the page is here) Tj ET")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    (reject,) = read(tmp_path / "locked.pdf")
    assert (reject.error, "password" in reject.detail) == ("unsupported", True)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt", "a.pdf", "a.epub"])
@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"%PDF-1.4 cut", b"nothing of the kind"])
def test_damaged_files_are_told(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (reject,) = read(tmp_path / name)
    assert reject.error in {"bad_archive", "unsupported"}
    assert str(tmp_path / name) in reject.detail


def test_a_bomb_is_not_unpacked(tmp_path):
    (tmp_path / "a.odt").write_bytes(zipped(content_dot_xml=b" " * 30_000_000))
    (reject,) = read(tmp_path / "a.odt")
    assert reject.error == "archive_too_large"
