"""Office files, PDF and e-books as text: .docx .xlsx .odt .rtf .pdf .epub.

Each reader gives the text with one paragraph or table cell row a line. Encrypted files, and PDF pages that are pictures
(scans), cannot be read: the reject says so.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from flows.config import SourceOptions
from flows.read.archives import open_zip
from flows.read.dates import parse_moment
from flows.read.html import read_html
from flows.read.types import About, SourceError

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SCANNED_CHARS: Final = 20
"""Fewer characters a page than this, and a PDF with pictures on its pages is a scan."""


@dataclass(frozen=True, slots=True)
class OfficeText:
    """Text of a file and what the file says of itself."""

    text: str
    about: About


def read_office(kind: str, data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    """Read a file of a kind in `KINDS`.

    Raises:
        SourceError: bad_archive (damaged), unsupported (encrypted, scanned), archive_too_large.
    """
    try:
        return _READERS[kind](data, uri, options)
    except (SourceError, MemoryError):
        raise
    except Exception as error:
        detail = f"{uri} is not a {kind} file that can be read ({type(error).__name__}: {str(error)[:150]}): open it and save it anew"
        raise SourceError("bad_archive", detail) from error


def _encrypted(uri: str) -> SourceError:
    return SourceError("unsupported", f"{uri} is encrypted: save it without a password")


def _docx(data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    import docx
    from docx.table import Table

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _encrypted(uri)
    open_zip(io.BytesIO(data), uri, options)
    document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _table_lines(block) if isinstance(block, Table) else [block.text]
    core = document.core_properties
    return OfficeText("\n".join(lines), About(core.title or None, core.created, None, core.author or None))


def _table_lines(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells = list(dict.fromkeys(cell.text.strip().replace("\n", " ") for cell in row.cells))  # merged cells repeat
        yield "\t".join(filter(None, cells))


def _xlsx(data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    import openpyxl

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _encrypted(uri)
    open_zip(io.BytesIO(data), uri, options)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    lines = []
    for sheet in book.worksheets:
        lines.append(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            cells = [" ".join(str(cell).split()) for cell in row if cell is not None]
            lines.append("\t".join(cells))
    created = book.properties.created
    return OfficeText("\n".join(lines), About(book.properties.title, created, None, book.properties.creator or None))


def _odt(data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    from lxml import etree

    archive = open_zip(io.BytesIO(data), uri, options)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    if b"encryption-data" in _member(archive, "META-INF/manifest.xml"):
        raise _encrypted(uri)
    root = etree.fromstring(archive.read("content.xml"), parser)
    lines = ["".join(_odt_text(element)) for element in root.iter(f"{_TEXT}p", f"{_TEXT}h")]
    meta = _member(archive, "meta.xml")
    values: dict[str, str] = {}
    if meta:
        for element in etree.fromstring(meta, parser).iter():
            if isinstance(element.tag, str):
                values.setdefault(etree.QName(element).localname, (element.text or "").strip())
    date = parse_moment(values.get("creation-date") or values.get("date"))
    author = values.get("initial-creator") or values.get("creator")
    return OfficeText("\n".join(lines), About(values.get("title") or None, date, None, author or None))


def _odt_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}s":
            yield " "
        elif isinstance(child.tag, str) and child.tag not in {f"{_TEXT}p", f"{_TEXT}note"}:
            yield from _odt_text(child)
        yield child.tail or ""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError:
        return b""


def _rtf(data: bytes, _uri: str, _options: SourceOptions) -> OfficeText:
    from striprtf.striprtf import rtf_to_text

    return OfficeText(
        rtf_to_text(  # type: ignore[no-untyped-call]
            data.decode("latin-1"), encoding=_rtf_codepage(data), errors="replace"
        ),
        About(),
    )


def _rtf_codepage(data: bytes) -> str:
    found = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    return f"cp{found[1].decode()}" if found else "cp1252"


def _pdf(data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is told by its reject
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(uri)
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        size += len(pages[-1])
        if size > options.max_document_bytes:
            raise SourceError(
                "too_large",
                f"{uri} holds more than {options.max_document_bytes:,} characters; raise max_document_bytes",
            )
    if size < _SCANNED_CHARS * len(pages):
        raise SourceError(
            "unsupported", f"{uri} is a scan: its {len(pages)} pages are pictures; run text recognition (OCR) first"
        )
    about = reader.metadata
    title = about.title if about else None
    created = about.creation_date if about else None
    return OfficeText(
        "\n\n".join(pages), About(title or None, created, None, (about.author if about else None) or None)
    )


def _epub(data: bytes, uri: str, options: SourceOptions) -> OfficeText:
    from lxml import etree

    archive = open_zip(io.BytesIO(data), uri, options)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    container = etree.fromstring(archive.read("META-INF/container.xml"), parser)
    package_path = next(e.get("full-path", "") for e in container.iter() if str(e.tag).endswith("rootfile"))
    package = etree.fromstring(archive.read(package_path), parser)
    folder = package_path.rpartition("/")[0]
    values: dict[str, str] = {}
    items: dict[str, str] = {}
    order: list[str] = []
    for element in package.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name == "item":
            items[element.get("id", "")] = element.get("href", "")
        elif name == "itemref":
            order.append(element.get("idref", ""))
        else:
            values.setdefault(name, (element.text or "").strip())
    chapters = []
    for reference in order:
        path = f"{folder}/{unquote(items.get(reference, ''))}".lstrip("/")
        chapters.append(read_html(_member(archive, path).decode("utf-8", "replace")).text)
    about = About(values.get("title") or None, parse_moment(values.get("date")), None, values.get("creator") or None)
    return OfficeText("\n\n".join(filter(None, chapters)), about)


_READERS: Final[dict[str, Callable[[bytes, str, SourceOptions], OfficeText]]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "odt": _odt,
    "rtf": _rtf,
    "pdf": _pdf,
    "epub": _epub,
}
KINDS: Final = tuple(_READERS)
MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
}
