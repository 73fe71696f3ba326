"""What reading yields: Document, Reject, SourceEnd."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from normalize.resources import read_rows


@functools.cache
def default_columns(role: str) -> tuple[str, ...]:
    """Column names tried for a role (text, id, title, date), in order; from data/columns.tsv."""
    return tuple(name for kind, name in read_rows("flows.read", "columns.tsv", columns=2) if kind == role)


@dataclass(frozen=True, slots=True)
class About:
    """What a source says of a document besides its text.

    Attributes:
        title, published_at: as in Document, before cleaning; the time with or without a zone.
        url: its address on the web.
        author: who wrote it.
        site: the site, channel or paper it appeared in.
        extra: everything else that came with it, by name; JSON values.
    """

    title: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    author: str | None = None
    site: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One text: a file, or one record of a feed or archive.

    Attributes:
        source_uri: the file it came from, as messages show it: the path as given (normalised, forward slashes) or URL;
            `archive.zip!/inner/page.html` inside archives. With `#` and the record, if any, it is unique within a run.
        record: the record's id, or `L<line>` / `R<row>` where it has none; the address of a page in a WARC file; None for
            whole files. A second, different record with the same id gets `#` and its line appended.
        media_type: of the content before it became text: text/plain, text/html, text/markdown.
        encoding: Python codec name it was decoded with.
        title, published_at: from columns or HTML meta data; the time is UTC.
        text: cleaned; what all offsets refer to.
        repairs: names of what was repaired (`flows.clean.REPAIRS`, `flows.decode`), `html` for markup in a record.
        content_sha256: of the raw bytes (files) or of the record's values (records), hexadecimal.
        kept: stretches of the text that its author marked as not to be translated.
        about: what the source says of it besides title and date.
        origin: source_uri with an absolute path, one for all spellings of a file; what identifies the document.
        placed: the record has no id and is named after its place among others, which may be another one's by the next run.
    """

    source_uri: str
    record: str | None
    media_type: str
    encoding: str
    title: str | None
    published_at: datetime | None
    text: str
    repairs: tuple[str, ...]
    content_sha256: str
    kept: tuple[str, ...] = ()
    about: About = About()
    origin: str = ""
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was not processed: where (source_uri), at which stage, why (a stable code), and a line of help.

    `origin` is the same as source_uri with an absolute path; what identifies the source.
    """

    source_uri: str
    stage: str
    error: str
    detail: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SourceEnd:
    """All of one physical source (a file, a URL, stdin) has been yielded, or it was skipped.

    Attributes:
        source_uri: the physical source as messages show it; its documents' uris start with it.
        fingerprint: hash of its raw bytes and of all options; "" where it cannot be known (stdin, unreadable).
        n_documents, n_rejects: yielded from it.
        skipped: `skip` said so; nothing was read from it beyond the bytes for the fingerprint.
        complete: everything in it came out as a document or as a reject that would come out the same again. False after
            an input/output error: read it again next time.
        origin: source_uri with an absolute path; what identifies the source.
    """

    source_uri: str
    fingerprint: str
    n_documents: int
    n_rejects: int
    skipped: bool
    complete: bool
    origin: str = ""


class SourceError(Exception):
    """A source, or part of it, cannot be read. Becomes a Reject.

    Attributes:
        error: the stable code.
        fragment: appended to the source_uri ("#L12"), or "".
        transient: reading again may work (permissions, network): the source is not complete.
    """

    def __init__(self, error: str, detail: str, fragment: str = "", *, transient: bool = False) -> None:
        """Codes are listed in data/reject_codes.tsv; detail is one line: what, where, what to do."""
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.fragment = fragment
        self.transient = transient

    def reject(self, source_uri: str, *, whole: bool = False) -> Reject:
        """The row for the rejects table; `whole` leaves out the fragment."""
        return Reject(source_uri if whole else source_uri + self.fragment, "read", self.error, one_line(self.detail))


def well_formed(text: str) -> str:
    r"""The text without lone surrogates, which no table can hold: bytes of a name that are not UTF-8 become `\xff`, others `\ud800`."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "backslashreplace")
    return raw.decode("utf-8", "backslashreplace")


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line, well-formed, shortened in the middle to about `limit` characters: the way out stands at its end."""
    text = " ".join(well_formed(text).split())
    return text if len(text) <= limit else f"{text[: limit - 105]} … {text[-100:]}"
