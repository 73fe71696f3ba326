"""Feeds to Documents, one record at a time: jsonl, json, csv/tsv, parquet. Bad records are rejected one by one."""

from __future__ import annotations

import csv
import functools
import hashlib
import json
from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.charset import guess_single_byte
from flows.dates import parse_date
from flows.decode import decode_raw
from flows.source_types import Document, Reject, SourceError, SourceOptions, default_columns
from flows.streams import CHUNK, Peekable, bounded_lines, utf8_chunks
from flows.texts import document_from_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HELD_BACK: Final = 100  # records without a text column before the file as a whole is taken to lack it
_BATCH_ROWS: Final = 512


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a record play which role: names present in it, best first."""

    text: tuple[str, ...]
    id: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Every column needed, once."""
        return list(dict.fromkeys(chain(self.text, self.id, self.title, self.date)))


@functools.lru_cache(maxsize=1024)
def choose_columns(names: tuple[str, ...], options: SourceOptions) -> Columns:
    """Match column names to roles without regard to case; dotted options reach into nested objects."""
    lower = {name.strip().lower(): name for name in reversed(names)}

    def present(wanted: tuple[str, ...], role: str) -> tuple[str, ...]:
        found = []
        for name in wanted or default_columns(role):
            first = name.split(".")[0]
            if name.lower() in lower:
                found.append(lower[name.lower()])
            elif "." in name and first.lower() in lower:
                found.append(lower[first.lower()] + name[len(first) :])
        return tuple(found)

    return Columns(
        present(options.text_columns, "text"),
        present(options.id_columns, "id"),
        present(options.title_columns, "title"),
        present(options.date_columns, "date"),
    )


class _Feed:
    """What is known about one feed while it is read: ids seen, records so far."""

    def __init__(self, uri: str, options: SourceOptions) -> None:
        self.uri = uri
        self.options = options
        self.seen = _Digests()

    def document(
        self, row: Mapping[str, Any], place: str, encoding: str, repairs: tuple[str, ...], raw: bytes
    ) -> Document:
        """One record as a Document; `place` is L<line> or R<row>, `raw` what its hash is taken over.

        Raises:
            SourceError: missing_column, bad_record, empty, too_large, duplicate_record.
        """
        columns = choose_columns(tuple(row), self.options)
        if not columns.text:
            raise SourceError("missing_column", missing_text(place, tuple(row)), f"#{place}")
        text = _first_text(row, columns.text, place)
        identity = _first_scalar(row, columns.id)
        digest = hashlib.sha256(raw).digest()
        record = place
        if identity:
            record = identity[:500]
            if not self.seen.add(identity.encode("utf-8", "replace") + digest):
                detail = f"record {record} is repeated unchanged at {place}; it was kept once"
                raise SourceError("duplicate_record", detail, f"#{place}")
            if not self.seen.add(identity.encode("utf-8", "replace")):
                record = f"{record}#{place}"
        if len(text) > self.options.max_document_bytes:
            detail = f"{self.uri} {place}: the text is longer than {self.options.max_document_bytes:,}; raise max_document_bytes"
            raise SourceError("too_large", detail, f"#{place}")
        try:
            return document_from_record(
                text,
                f"{self.uri}#{record}",
                record,
                encoding,
                _first_scalar(row, columns.title),
                next((found for name in columns.date if (found := parse_date(_get(row, name)))), None),
                repairs,
                digest.hex(),
                self.options,
            )
        except SourceError as error:
            raise SourceError(error.error, f"{self.uri} {place}: {error.detail}", f"#{place}") from error


def missing_text(where: str, names: Sequence[str]) -> str:
    """The line that helps someone whose text column has another name."""
    shown = ", ".join(name[:40] for name in names[:20]) or "none"
    return f"{where}: no text column; it has: {shown}; name the right one with text_columns"


def read_jsonl(stream: Peekable, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """Records of a file with one JSON object a line; a JSON array or object over many lines is read whole."""
    head = stream.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"[") or (head.startswith(b"{") and not _is_object(head)):
        yield from read_json(stream, uri, options)
        return
    feed = _Feed(uri, options)
    rows = _json_rows(stream, feed)
    yield from _hold_back_missing(rows, feed)


def _is_object(head: bytes) -> bool:
    """Whether the first line is a JSON object of its own (or too long to tell)."""
    line, newline, _ = head.partition(b"\n")
    if not newline:
        return True
    return line.strip() != b"{" and not line.rstrip().endswith((b"{", b"["))


def _json_rows(stream: Peekable, feed: _Feed) -> Iterator[Document | SourceError]:
    read = _LineDecoder(feed.options.encoding, stream.head())
    for number, line in bounded_lines(utf8_chunks(stream), feed.options.max_line_bytes):
        place = f"L{number}"
        if line is None:
            detail = (
                f"{feed.uri} line {number} is longer than {feed.options.max_line_bytes:,} bytes; raise max_line_bytes"
            )
            yield SourceError("too_large", detail, f"#{place}")
            continue
        line = line.strip()  # noqa: PLW2901
        if not line:
            continue
        text, encoding, repairs = read(line)
        try:
            row = json.loads(text.lstrip("\ufeff"), strict=False)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            detail = f"{feed.uri} line {number} is not JSON: {reason}; the other lines were read"
            yield SourceError("bad_record", detail, f"#{place}")
            continue
        yield _json_document(row, place, feed, encoding, repairs, line)


def _json_document(
    row: object, place: str, feed: _Feed, encoding: str, repairs: tuple[str, ...], raw: bytes
) -> Document | SourceError:
    if isinstance(row, str):
        row = {"text": row}
    if not isinstance(row, dict):
        kind = type(row).__name__
        return SourceError("bad_record", f"{feed.uri} {place} holds a {kind}, not an object", f"#{place}")
    try:
        return feed.document(row, place, encoding, repairs, raw)
    except SourceError as error:
        return error


def read_json(stream: Peekable, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """A JSON array of objects, or one object, read whole (up to max_document_bytes).

    Raises:
        SourceError: too_large, bad_record.
    """
    data = b""
    for chunk in utf8_chunks(stream):
        data += chunk
        if len(data) > options.max_document_bytes:
            detail = f"{uri} is longer than {options.max_document_bytes:,} bytes; raise max_document_bytes or use jsonl"
            raise SourceError("too_large", detail)
    decoded = decode_raw(data, options.encoding)
    try:
        content = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceError("bad_record", f"{uri} is not JSON: {str(error)[:200]}") from error
    feed = _Feed(uri, options)
    rows = content if isinstance(content, list) else [content]
    results = (
        _json_document(row, f"R{number}", feed, decoded.encoding, decoded.repairs, _canonical(row))
        for number, row in enumerate(rows, 1)
    )
    yield from _hold_back_missing(results, feed)


def _hold_back_missing(rows: Iterator[Document | SourceError], feed: _Feed) -> Iterator[Document | Reject]:
    """One reject, not a million, for a feed in which no record has a text column."""
    held: list[SourceError] = []
    found = False
    for row in rows:
        if isinstance(row, Document):
            found = True
        elif row.error == "missing_column" and not found:
            held.append(row)
            if len(held) >= _HELD_BACK:
                break
            continue
        if found and held:
            yield from (error.reject(feed.uri) for error in held)
            held = []
        yield row if isinstance(row, Document) else row.reject(feed.uri)
    if held:
        yield Reject(feed.uri, "read", "missing_column", f"{feed.uri} {held[0].detail}")


def read_csv(
    stream: Peekable, uri: str, options: SourceOptions, delimiter: str | None = None
) -> Iterator[Document | Reject]:
    """Records of a csv file with a header line; quotes may span lines; the delimiter is found in the header.

    Raises:
        SourceError: missing_column, empty.
    """
    head = stream.head()
    csv.field_size_limit(max(options.max_line_bytes, csv.field_size_limit()))
    decode = _LineDecoder(options.encoding, head)
    skipped: list[SourceError] = []
    lines = _csv_lines(stream, decode, uri, options, skipped)
    first = next(lines, None)
    if first is None:
        raise SourceError("empty", f"{uri} is empty; nothing to do for it")
    delimiter = delimiter or _delimiter(first)
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
    header = [name.strip() for name in next(reader)]
    if not choose_columns(tuple(header), options).text:
        raise SourceError("missing_column", missing_text(uri, header))
    feed = _Feed(uri, options)
    while True:
        place = f"L{reader.line_num + 1 + decode.skipped}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            detail = f"{uri} {place} is not csv: {error}; check its quotes; the other lines were read"
            yield Reject(f"{uri}#{place}", "read", "bad_record", detail)
            continue
        while skipped:
            yield skipped.pop(0).reject(uri)
        if not any(row):
            continue
        if len(row) > len(header) and any(row[len(header) :]):
            detail = (
                f"{uri} {place} has {len(row)} fields, the header {len(header)}; quote texts that hold {delimiter!r}"
            )
            yield Reject(f"{uri}#{place}", "read", "bad_record", detail)
            continue
        values = dict(zip(header, row, strict=False))
        try:
            yield feed.document(values, place, decode.encoding, decode.take_repairs(), _canonical(row))
        except SourceError as error:
            yield error.reject(uri)
    while skipped:
        yield skipped.pop(0).reject(uri)


def _csv_lines(
    stream: Peekable, decode: _LineDecoder, uri: str, options: SourceOptions, skipped: list[SourceError]
) -> Iterator[str]:
    for number, line in bounded_lines(utf8_chunks(stream), options.max_line_bytes):
        if line is None:
            decode.skipped += 1
            detail = f"{uri} line {number} is longer than {options.max_line_bytes:,} bytes; raise max_line_bytes"
            skipped.append(SourceError("too_large", detail, f"#L{number}"))
            continue
        yield decode(line)[0].replace("\x00", "")


def _delimiter(header: str) -> str:
    """The character that splits the header into most columns."""
    return max(",;\t|", key=lambda char: (header.count(char), -",;\t|".index(char)))


def read_parquet(stream: BinaryIO, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """Rows of a parquet file, needed columns only, a batch at a time.

    Raises:
        SourceError: bad_archive (not parquet, damaged), missing_column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(stream)
        names = tuple(table.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        detail = f"{uri} is not a readable parquet file: {' '.join(str(error).split())[:200]}"
        raise SourceError("bad_archive", detail) from error
    columns = choose_columns(names, options)
    if not columns.text:
        raise SourceError("missing_column", missing_text(uri, names))
    feed = _Feed(uri, options)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns.all):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield feed.document(row, f"R{number}", "utf-8", (), _canonical(row))
                except SourceError as error:
                    yield error.reject(uri)
    except (pa.ArrowException, OSError, ValueError) as error:
        detail = f"{uri} is damaged after row {number}: {' '.join(str(error).split())[:200]}; the rows before were read"
        raise SourceError("bad_archive", detail) from error


class _LineDecoder:
    """Decodes the lines of one file alike: UTF-8, and for lines that are not, one encoding guessed for the file."""

    def __init__(self, declared: str | None, head: bytes) -> None:
        self.encoding = "utf-8"
        self.skipped = 0
        self._declared = declared
        self._head = head
        self._repairs: tuple[str, ...] = ()

    def __call__(self, line: bytes) -> tuple[str, str, tuple[str, ...]]:
        try:
            return line.decode("utf-8"), "utf-8", ()
        except UnicodeDecodeError:
            pass
        decoded = decode_raw(line, self._declared)
        if decoded.encoding != "utf-8":
            self.encoding = self._file_encoding(line, decoded.encoding)
            decoded = decode_raw(line, self.encoding)
        self._repairs = (*self._repairs, *(name for name in decoded.repairs if name not in self._repairs))
        return decoded.text, decoded.encoding, decoded.repairs

    def _file_encoding(self, line: bytes, guess: str) -> str:
        if self.encoding != "utf-8":
            return self.encoding
        whole = self._head[: CHUNK // 2] + b"\n" + line
        return guess_single_byte(whole)[0].encoding if guess_single_byte(whole) else guess

    def take_repairs(self) -> tuple[str, ...]:
        """Names of the repairs since the last call (a csv record may span lines)."""
        repairs, self._repairs = self._repairs, ()
        return repairs


def _canonical(row: object) -> bytes:
    """Record values as bytes for hashing: the same values give the same bytes."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")


def _get(row: Mapping[str, Any], name: str) -> Any:
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def _first_text(row: Mapping[str, Any], names: tuple[str, ...], place: str) -> str:
    """The first non-empty text among the columns; paragraphs given as a list are joined."""
    odd = ""
    for name in names:
        value = _get(row, name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, bytes):
            value = decode_raw(value).text
        if isinstance(value, str):
            if value.strip():
                return value
        elif value is not None:
            odd = odd or f"{place}: {name} holds a {type(value).__name__}, not text"
    if odd:
        raise SourceError("bad_record", odd, f"#{place}")
    return ""


def _first_scalar(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = _get(row, name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text:
                return text
    return None


class _Digests:
    """A set of 64-bit digests in 8 bytes each (open addressing): a feed of millions of ids stays small in memory."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._used = 0

    def add(self, key: bytes) -> bool:
        """Add a key; False if it was there."""
        if self._used * 2 >= len(self._slots):
            self._grow()
        if not self._insert(int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "little") or 1):
            return False
        self._used += 1
        return True

    def _insert(self, digest: int) -> bool:
        slots = self._slots
        mask = len(slots) - 1
        place = digest & mask
        while slots[place]:
            if slots[place] == digest:
                return False
            place = (place + 1) & mask
        slots[place] = digest
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        for digest in old:
            if digest:
                self._insert(digest)
