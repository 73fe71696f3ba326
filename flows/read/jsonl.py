"""JSON feeds to Documents, one record at a time: jsonl/ndjson and json. Bad records are rejected one by one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flows.config import SourceOptions
from flows.read.feed import Feed, LineDecoder, canonical, choose_columns
from flows.read.nested import nested_records
from flows.read.streams import Peekable, bounded_lines, byte_order_mark, unix_lines, utf8_chunks
from flows.read.types import Document, Reject, SourceError
from normalize.text.decode import decode_raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLD_MAC: Final = re.compile(rb"\}\s*\r\s*\{")  # records whose lines end with \r alone; within strings it is text
_HELD_BACK: Final = 100  # records without a text column that are told one by one


def read_jsonl(stream: Peekable, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """Records of a file with one JSON value a line; a JSON array or object over many lines is read whole."""
    head = decode_raw(stream.head(), options.encoding).text.lstrip("\ufeff \t\r\n")
    if head.startswith(("[", "{")) and not _is_by_lines(head):
        yield from read_json(stream, uri, options)
        return
    alone = uri.lower().endswith(".json") and not head.partition("\n")[2].strip()
    feed = Feed(uri, options, single=alone)
    rows = _json_rows(stream, feed)
    yield from _hold_back_missing(rows, feed)


def _is_by_lines(head: str) -> bool:
    """Whether the first line is a value of its own and others follow, or an object that is too long to tell."""
    line, newline, rest = head.partition("\n")
    if not newline or not rest.strip():
        return line.startswith("{")
    try:
        json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return line.startswith("{") and line.strip() != "{" and not line.rstrip().endswith(("{", "[", ","))
    return True


def _json_rows(stream: Peekable, feed: Feed) -> Iterator[Document | SourceError]:
    head = stream.head()
    read = LineDecoder(feed.options.encoding, head)
    chunks = utf8_chunks(stream)
    if b"\n" not in head and _OLD_MAC.search(head):
        chunks = unix_lines(chunks)
    for number, line in bounded_lines(chunks, feed.options.max_line_bytes):
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
        for inner, record in nested_records(row, feed.options):
            at = place + inner
            yield _json_document(record, at, feed, encoding, repairs, line if not inner else canonical(record))


def _json_document(
    row: object, place: str, feed: Feed, encoding: str, repairs: tuple[str, ...], raw: bytes
) -> Document | SourceError:
    if isinstance(row, str):
        row = {"text": row}
    if not isinstance(row, dict):
        detail = f"{feed.uri} {place} holds {_json_kind(row)}, not an object with a text; the others were read"
        return SourceError("bad_record", detail, f"#{place}")
    try:
        known = encoding.startswith("utf") and "invalid_bytes" not in repairs  # JSON is UTF-8 by its standard
        return feed.document(row, place, encoding, repairs, raw, known_encoding=known)
    except SourceError as error:
        return error


def _json_kind(value: object) -> str:
    names = {list: "an array", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def read_json(stream: Peekable, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """A JSON array of objects, or one object, read whole (up to max_document_bytes).

    Raises:
        SourceError: too_large, bad_record.
    """
    mark, encoding = byte_order_mark(stream.head(4))
    parts: list[bytes] = []
    size = 0
    for chunk in utf8_chunks(stream):
        parts.append(chunk)
        size += len(chunk)
        if size > options.max_document_bytes:
            detail = f"{uri} is longer than {options.max_document_bytes:,} bytes; raise max_document_bytes or use jsonl"
            raise SourceError("too_large", detail)
    decoded = decode_raw(b"".join(parts), options.encoding)
    if mark:
        decoded = replace(decoded, encoding=encoding, repairs=("bom", *decoded.repairs))
    try:
        content = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceError("bad_record", f"{uri} is not JSON: {str(error)[:200]}") from error
    feed = Feed(uri, options, single=isinstance(content, dict) and bool(choose_columns(tuple(content), options).text))
    rows = content if isinstance(content, list) else [content]
    results = (
        _json_document(record, f"R{number}{inner}", feed, decoded.encoding, decoded.repairs, canonical(record))
        for number, row in enumerate(rows, 1)
        for inner, record in nested_records(row, options)
    )
    yield from _hold_back_missing(results, feed)


def _hold_back_missing(rows: Iterator[Document | SourceError], feed: Feed) -> Iterator[Document | Reject]:
    """One reject, not a million, for a feed in which no record has a text column; those before the first text one by one, up to a limit."""
    held: list[SourceError] = []
    more = 0
    found = False
    row: Document | SourceError | None = None
    for row in rows:
        if isinstance(row, Document):
            found = True
        elif row.error == "missing_column" and not found:
            if len(held) < _HELD_BACK:
                held.append(row)
            else:
                more += 1
            continue
        if found and held:
            yield from (error.reject(feed.uri) for error in held)
            if more:
                detail = f"{feed.uri}: {more:,} more records before the first with a text have no text column either"
                yield SourceError("missing_column", detail).reject(feed.uri)
            held = []
        yield row if isinstance(row, Document) else row.reject(feed.uri)
    if held:
        yield held[0].reject(feed.uri, whole=True)
    elif row is None:
        raise SourceError("empty", f"{feed.uri} holds no records; nothing to do for it")
