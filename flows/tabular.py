"""Tables to Documents, a row at a time: csv, tsv and parquet."""

from __future__ import annotations

import csv
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, BinaryIO, Final

from flows.feed import Feed, LineDecoder, canonical, choose_columns, missing_text
from flows.source_types import Document, Reject, SourceError, SourceOptions
from flows.streams import Peekable, bounded_lines, utf8_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH_ROWS: Final = 512


def read_csv(
    stream: Peekable, uri: str, options: SourceOptions, delimiter: str | None = None
) -> Iterator[Document | Reject]:
    """Records of a csv file with a header line; quotes may span lines; the delimiter is found in the header.

    Raises:
        SourceError: missing_column, empty.
    """
    head = stream.head()
    csv.field_size_limit(options.max_line_bytes)
    decode = LineDecoder(options.encoding, head)
    skipped: list[SourceError] = []
    lines = _csv_lines(stream, decode, uri, options, skipped)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise SourceError("empty", f"{uri} holds no lines; nothing to do for it")
    delimiter = delimiter or _delimiter(first)
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
    header = [name.strip() for name in next(reader)]
    if not choose_columns(tuple(header), options).text:
        raise SourceError("missing_column", missing_text(uri, header))
    feed = Feed(uri, options)
    empty = True
    while True:
        place = f"L{reader.line_num + 1 + decode.skipped}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            detail = f"{uri} {place} is not csv: {error}; a quote that opens here may never close; the lines after it were read"
            yield Reject(f"{uri}#{place}", "read", "bad_record", detail)
            continue
        while skipped:
            yield skipped.pop(0).reject(uri)
        if not any(row):
            continue
        empty = False
        if len(row) > len(header) and any(row[len(header) :]):
            detail = (
                f"{uri} {place} has {len(row)} fields, the header {len(header)}; quote texts that hold {delimiter!r}"
            )
            yield Reject(f"{uri}#{place}", "read", "bad_record", detail)
            continue
        values = dict(zip_longest(header, row[: len(header)], fillvalue=""))
        try:
            yield feed.document(values, place, decode.encoding, decode.take_repairs(), canonical(row))
        except SourceError as error:
            yield error.reject(uri)
    if empty and not skipped:
        raise SourceError("empty", f"{uri} has a header but no rows; nothing to do for it")
    while skipped:
        yield skipped.pop(0).reject(uri)


def _csv_lines(
    stream: Peekable, decode: LineDecoder, uri: str, options: SourceOptions, skipped: list[SourceError]
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
    if not table.metadata.num_rows:
        raise SourceError("empty", f"{uri} has columns but no rows; nothing to do for it")
    feed = Feed(uri, options)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns.all):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield feed.document(row, f"R{number}", "utf-8", (), canonical(row))
                except SourceError as error:
                    yield error.reject(uri)
    except (pa.ArrowException, OSError, ValueError) as error:
        detail = f"{uri} is damaged after row {number}: {' '.join(str(error).split())[:200]}; the rows before were read"
        raise SourceError("bad_archive", detail) from error
