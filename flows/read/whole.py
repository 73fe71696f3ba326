"""Formats whose files are read whole: feeds of XML, subtitles, office files, PDF, e-books."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from flows.config import SourceOptions
from flows.read import office, subtitles, syndication
from flows.read.documents import document_from_record
from flows.read.streams import Peekable, read_up_to
from flows.read.types import About, Document, Reject, SourceError, well_formed
from normalize.text.decode import decode_raw


def read_whole(stream: Peekable, uri: str, size: int | None, options: SourceOptions) -> bytes:
    """The bytes of something that has to be read whole.

    Raises:
        SourceError: too_large; bad_archive for one that is cut.
    """
    limit = options.max_document_bytes
    data, damage = read_up_to(stream, limit) if size is None or size <= limit else (None, None)
    if damage:
        raise damage
    if data is None:
        raise SourceError("too_large", f"{uri} is longer than {limit:,} bytes; split it or raise max_document_bytes")
    return data


def read_feed(data: bytes, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """Items of an RSS or Atom feed.

    Raises:
        SourceError: bad_record, empty.
    """
    seen: dict[str, int] = {}
    number = 0
    for number, entry in enumerate(syndication.read_items(data, uri), 1):
        record = well_formed(entry.record[:500]) or f"R{number}"
        seen[record] = seen.get(record, 0) + 1
        if seen[record] > 1:
            record = f"{record}#R{number}"
        digest = hashlib.sha256(repr((entry.text, entry.about)).encode("utf-8", "replace")).hexdigest()
        try:
            one = document_from_record(
                entry.text, uri, record, "utf-8", entry.about, (), digest, options, known_encoding=True
            )
            yield one if entry.record else replace(one, placed=True)
        except SourceError as error:
            yield error.reject(f"{uri}#{record}")
    if not number:
        raise SourceError("empty", f"{uri} is a feed without items; nothing to do for it")


def read_subtitle_file(data: bytes, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """The text of subtitles; `extra` tells at which second each line begins."""
    raw = decode_raw(data, options.encoding)
    text, times = subtitles.read_subtitles(raw.text)
    about = About(extra={"line_seconds": times})
    digest = hashlib.sha256(data).hexdigest()
    known = raw.is_known
    yield document_from_record(text, uri, None, raw.encoding, about, raw.repairs, digest, options, known_encoding=known)


def read_office_file(kind: str, data: bytes, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """The text of an office file, a PDF or an e-book.

    Raises:
        SourceError: see `read_office`.
    """
    found = office.read_office(kind, data, uri, options)
    digest = hashlib.sha256(data).hexdigest()
    plain = options.model_copy(update={"html_in_records": False})
    known = kind not in _GUESSED
    one = document_from_record(found.text, uri, None, "utf-8", found.about, (), digest, plain, known_encoding=known)
    yield replace(one, media_type=office.MEDIA_TYPES[kind])


_GUESSED: Final = ("pdf", "rtf")
"""Kinds in which letters are numbers of a font or a code page, which are often wrong."""

WHOLE: Final[dict[str, Callable[[bytes, str, SourceOptions], Iterator[Document | Reject]]]] = {
    "feed": read_feed,
    "subtitles": read_subtitle_file,
    **{kind: functools.partial(read_office_file, kind) for kind in office.KINDS},
}
"""Readers by kind of format."""
