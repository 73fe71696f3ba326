"""Sources to documents: files, directories, globs, standard input and URLs, one Document per file or record, lazily.

For incremental runs `read_sources` takes a `skip` function that may pass over physical sources that have not changed,
and tells by a SourceEnd when everything from one has been yielded.

Formats by extension, else by content: txt, md, html, jsonl/ndjson, json, csv/tsv, parquet; inside gz, bz2, xz, zip, tar
and warc as well. Memory stays flat: feeds are read record by record, archives member by member.

What cannot be read becomes a Reject of stage "read"; its codes are in data/reject_codes.tsv.
"""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final, overload

from flows.config import SourceOptions
from flows.read import mail
from flows.read.archives import Member, Unpacked, seekable, tar_members, zip_members
from flows.read.delimited import read_csv
from flows.read.documents import document_from_bytes, document_from_record
from flows.read.formats import Format, detect_format
from flows.read.jsonl import read_jsonl
from flows.read.locate import Place, locate, opened
from flows.read.parquet import read_parquet
from flows.read.streams import Peekable, read_up_to
from flows.read.types import About, Document, Reject, SourceEnd, SourceError, one_line
from flows.read.warc import warc_captures
from flows.read.whole import WHOLE, read_whole
from flows.secrets import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_IN_MEMORY: Final = 8_000_000  # a source up to this size is read once, hashed and parsed from memory
_DEFAULT: Final = SourceOptions()


@overload
def read_sources(
    sources: Sequence[str], options: SourceOptions = ..., skip: None = None
) -> Iterator[Document | Reject]: ...
@overload
def read_sources(
    sources: Sequence[str], options: SourceOptions, skip: Callable[[str, str], bool]
) -> Iterator[Document | Reject | SourceEnd]: ...
def read_sources(
    sources: Sequence[str],
    options: SourceOptions = _DEFAULT,
    skip: Callable[[str, str], bool] | None = None,
) -> Iterator[Document | Reject | SourceEnd]:
    """Everything in the sources, lazily, in a stable order. Bad input never raises: it becomes Rejects.

    For incremental runs give `skip`. Before a physical source is decoded, `skip(origin, fingerprint)` is asked; on
    True nothing is read from it. Its documents and rejects come together, followed by one SourceEnd (only if `skip` is
    given). So a caller remembers `(origin, fingerprint)` of each SourceEnd that is `complete`, once what came before
    it is safely stored, and skips on an equal pair, carrying over its earlier documents and rejects of that source. The
    fingerprint covers the raw bytes, the options and the reader's version. Names that lead to no physical source
    (not_found, unsupported URLs …) yield a Reject without a SourceEnd.
    """
    for place in locate(sources, options):
        if isinstance(place, Reject):
            yield place
            continue
        for event in _read_place(place, options, skip):
            if isinstance(event, SourceEnd):
                if skip is not None:
                    yield replace(event, origin=place.origin)
            else:
                yield _told(event, place)


def _told(event: Document | Reject, place: Place) -> Document | Reject:
    """An event with its origin and without secrets: what is inside a source may bear an address as its name (a page of a WARC file, an item of a feed)."""
    if isinstance(event, Document):
        origin = place.origin + event.source_uri.removeprefix(place.uri)
        return replace(event, record=_bare(event.record) if event.record else event.record, origin=origin)
    uri = _bare(event.source_uri)
    origin = place.origin + uri.removeprefix(place.uri)
    return replace(event, source_uri=uri, detail=redact(event.detail), origin=origin)


def _bare(name: str) -> str:
    """A name without the secrets of an address; one without an address stays to the letter."""
    return redact(name) if "://" in name else name


def _fingerprint(digest: str, options: SourceOptions) -> str:
    return f"{options.signature()}:{digest}"


def _read_place(
    place: Place, options: SourceOptions, skip: Callable[[str, str], bool] | None
) -> Iterator[Document | Reject | SourceEnd]:
    n_documents = n_rejects = 0
    complete = True
    mark = ""
    before = _stamp(place)
    try:
        stream, mark = _open_hashed(place, options)
        with stream:
            if skip is not None and mark and skip(place.origin, mark):
                yield SourceEnd(place.uri, mark, 0, 0, skipped=True, complete=True)
                return
            item = _Item(place.uri, place.name, stream, place.size, 0)
            for result in _read_item(item, options):
                n_documents += isinstance(result, Document)
                n_rejects += isinstance(result, Reject)
                yield result
            complete = _stamp(place) == before
    except SourceError as error:
        complete = not error.transient
        n_rejects += 1
        yield error.reject(place.uri)
    except OSError as error:
        complete = False
        n_rejects += 1
        detail = f"{place.uri} cannot be read: {redact(error.strerror or str(error), place.address)}; try again"
        yield Reject(place.uri, "read", "unreadable", detail)
    except MemoryError:  # the machine's, not the source's
        raise
    except Exception as error:  # noqa: BLE001  (whatever a source does, the others are read)
        complete = False
        n_rejects += 1
        said = redact(f"{type(error).__name__}: {error}", place.address)
        detail = one_line(f"{place.uri}: {said}; a defect of tolmach, please report it with the source")
        yield Reject(place.uri, "read", "internal_error", detail)
    yield SourceEnd(place.uri, mark, n_documents, n_rejects, skipped=False, complete=complete and bool(mark))


def _stamp(place: Place) -> tuple[int, int] | None:
    """Size and time of a file: when they differ after reading, somebody wrote to it meanwhile."""
    if not place.again or "://" in place.key:
        return None
    try:
        info = os.stat(place.key)  # noqa: PTH116  (Path cannot hold every name)
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns


def _open_hashed(place: Place, options: SourceOptions) -> tuple[BinaryIO, str]:
    """Open a source and fingerprint it: small ones are read into memory, large ones are read twice."""
    stream = opened(place)
    if not place.again:
        return stream, ""
    head = stream.read(_IN_MEMORY + 1)
    if len(head) <= _IN_MEMORY:
        stream.close()
        return io.BytesIO(head), _fingerprint(hashlib.sha256(head).hexdigest(), options)
    digest = hashlib.sha256(head)
    del head
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    if stream.seekable():
        stream.seek(0)
    else:
        stream.close()
        stream = opened(place)
    return stream, _fingerprint(digest.hexdigest(), options)


@dataclass(frozen=True, slots=True)
class _Item:
    """A stream to be read: a physical source, or something inside one."""

    uri: str
    name: str
    stream: BinaryIO | io.RawIOBase
    size: int | None
    depth: int


def _read_item(item: _Item, options: SourceOptions) -> Iterator[Document | Reject]:
    """Read one item in its format.

    Raises:
        SourceError: for what concerns the item as a whole.
    """
    stream = Peekable(item.stream)  # type: ignore[arg-type]
    found = _checked_format(item, stream, options)
    if found.kind in {"gz", "bz2", "xz"}:
        inner = Unpacked(stream, found.kind, item.uri, options)
        yield from _read_item(_Item(item.uri, _inner_name(item.name), inner, None, item.depth + 1), options)
        if inner.trailing:
            raise inner.trailing
    elif found.kind in {"zip", "tar"}:
        yield from _read_members(item, found.kind, stream, options)
    elif found.kind == "warc":
        yield from _read_warc(item, stream, options)
    elif found.kind in {"mail", "mbox"}:
        yield from _read_mails(item, found.kind, stream, options)
    elif found.kind in WHOLE:
        data = read_whole(stream, item.uri, item.size, options)
        yield from WHOLE[found.kind](data, item.uri, options)
    elif found.kind == "jsonl":
        yield from read_jsonl(stream, item.uri, options)
    elif found.kind in {"csv", "tsv"}:
        yield from read_csv(stream, item.uri, options, "\t" if found.kind == "tsv" else None)
    elif found.kind == "parquet":
        with seekable(stream, item.stream if isinstance(item.stream, io.IOBase) else None, options) as file:  # type: ignore[arg-type]
            yield from read_parquet(file, item.uri, options)
    else:
        yield from _read_document(item, stream, found.media_type, options)


def _checked_format(item: _Item, stream: Peekable, options: SourceOptions) -> Format:
    """The format of an item that can be read.

    Raises:
        SourceError: empty, unsupported, archive_too_large.
    """
    found = detect_format(item.name, stream)
    if found.kind != "document" and not stream.head(1) and not stream.read(1):  # reading raises why there is nothing
        raise SourceError("empty", f"{item.uri} is empty; nothing to do for it")
    if found.kind == "unsupported":
        raise SourceError("unsupported", f"{item.uri}: {found.help}")
    if found.kind in {"gz", "bz2", "xz", "zip", "tar", "warc"} and item.depth >= options.max_archive_depth:
        detail = (
            f"{item.uri} nests archives deeper than {options.max_archive_depth}; unpack it or raise max_archive_depth"
        )
        raise SourceError("archive_too_large", detail)
    return found


def _inner_name(name: str) -> str:
    """What is inside `name` once its last extension is taken off: feed.jsonl.gz → feed.jsonl, dump.tgz → dump.tar."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.tar" if extension.lower() == "tgz" else stem


def _read_mails(item: _Item, kind: str, stream: Peekable, options: SourceOptions) -> Iterator[Document | Reject]:
    if kind == "mail":
        data = read_whole(stream, item.uri, item.size, options)
        yield from _read_mail(mail.read_mail(data, options.encoding), data, item, None, options)
        return
    seen: set[str] = set()
    number = 0
    for number, message in enumerate(mail.split_mbox(stream, options.max_document_bytes), 1):  # type: ignore[arg-type]
        place = f"M{number}"
        if isinstance(message, int):
            detail = f"{item.uri} message {number} is longer than {options.max_document_bytes:,} bytes; raise max_document_bytes"
            yield Reject(f"{item.uri}#{place}", "read", "too_large", detail)
            continue
        found = mail.read_mail(message, options.encoding)
        record = found.message_id or place
        record = record if record not in seen else f"{record}#{place}"
        seen.add(record)
        try:
            yield from _read_mail(found, message, item, record, options)
        except SourceError as error:
            yield error.reject(f"{item.uri}#{record}")
    if not number:
        raise SourceError("empty", f"{item.uri} holds no messages; nothing to do for it")


def _read_mail(
    found: mail.Mail, data: bytes, item: _Item, record: str | None, options: SourceOptions
) -> Iterator[Document | Reject]:
    """A message, read from `data`, and what is attached to it.

    Raises:
        SourceError: empty, for a message without text and attachments; archive_too_large.
    """
    where = item.uri if record is None else f"{item.uri}#{record}"
    about = found.about
    page, body = found.page, found.body
    if page and about.url:  # a saved page tells more of itself than the envelope
        about = replace(about, title=page.title or about.title, published_at=page.published_at or about.published_at)
    if found.text.strip() or not found.attachments:
        digest = hashlib.sha256(data).hexdigest()
        plain = options.model_copy(update={"html_in_records": False})
        one = document_from_record(
            found.text,
            item.uri,
            record,
            body.encoding,
            about,
            body.repairs,
            digest,
            plain,
            known_encoding=body.is_known,
        )
        placed = record is not None and not found.message_id
        yield replace(one, media_type="text/html" if page else "text/plain", placed=placed)
    if found.attachments and item.depth >= options.max_archive_depth:
        raise SourceError(
            "archive_too_large",
            f"{where} nests attachments deeper than {options.max_archive_depth}; raise max_archive_depth",
        )
    names: dict[str, int] = {}
    for part in found.attachments:
        names[part.name] = names.get(part.name, 0) + 1
        name = part.name if names[part.name] == 1 else f"{names[part.name]}-{part.name}"
        uri = f"{where}!/{name}"
        inner = _Item(uri, name, io.BytesIO(part.content), len(part.content), item.depth + 1)
        try:
            yield from _read_item(inner, options)
        except SourceError as error:
            yield error.reject(uri)


def _read_document(
    item: _Item, stream: Peekable, media_type: str, options: SourceOptions, **about: Any
) -> Iterator[Document]:
    """One document; of one that is cut or damaged what there is.

    Raises:
        SourceError: too_large, binary, empty; bad_archive, after the document, for one that is incomplete.
    """
    limit = options.max_document_bytes
    data, damage = read_up_to(stream, limit) if item.size is None or item.size <= limit else (None, None)
    if data is None:
        raise SourceError(
            "too_large", f"{item.uri} is longer than {limit:,} bytes; split it or raise max_document_bytes"
        )
    try:
        yield document_from_bytes(data, item.uri, media_type, options, **about)
    except SourceError as error:
        raise damage or error from error
    if damage:
        raise damage


def _read_members(item: _Item, kind: str, stream: Peekable, options: SourceOptions) -> Iterator[Document | Reject]:
    members: Iterator[Member | SourceError]
    if kind == "tar":
        members = tar_members(stream, item.uri, options)
    else:
        file = seekable(stream, item.stream if isinstance(item.stream, io.IOBase) else None, options)  # type: ignore[arg-type]
        members = zip_members(file, item.uri, options)
    for member in members:
        if isinstance(member, SourceError):
            yield member.reject(item.uri)
            continue
        uri = f"{item.uri}!/{member.name}"
        try:
            yield from _read_item(_Item(uri, member.name, member.stream, member.size, item.depth + 1), options)
        except SourceError as error:
            yield error.reject(uri)


def _read_warc(item: _Item, stream: Peekable, options: SourceOptions) -> Iterator[Document | Reject]:
    seen: dict[str, int] = {}
    for capture in warc_captures(stream, item.uri, options):
        if isinstance(capture, SourceError):
            yield capture.reject(item.uri)
            continue
        seen[capture.url] = seen.get(capture.url, 0) + 1
        record = capture.url if seen[capture.url] == 1 else f"{capture.url}#{seen[capture.url]}"
        page = _Item(item.uri, "", capture.stream, None, item.depth)
        media_type = "text/html" if "html" in capture.media_type else capture.media_type
        try:
            yield from _read_document(
                page,
                Peekable(capture.stream),
                media_type,
                options,
                record=record,
                charset=capture.charset,
                about=About(url=capture.url),
            )
        except SourceError as error:
            yield error.reject(f"{item.uri}#{record}")
