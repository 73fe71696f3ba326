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
    lines = _CsvLines(stream, decode, uri, options)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise SourceError("empty", f"{uri} holds no lines; nothing to do for it")
    delimiter = delimiter or _delimiter(first)
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as error:
        detail = f"{uri} has a header that is not csv: {error}; a quote in it may never close"
        raise SourceError("bad_record", detail) from error
    if not choose_columns(tuple(header), options).text:
        raise SourceError("missing_column", missing_text(uri, header))
    feed = Feed(uri, options)
    empty = True
    while True:
        lines.row = 0
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            place = f"L{lines.row}"
            detail = f"{uri} {place} is not csv: {error}; a quote that opens here may never close; the lines after it were read"
            yield Reject(f"{uri}#{place}", "read", "bad_record", detail)
            continue
        yield from lines.take_rejects()
        if not any(row):
            continue
        empty = False
        place = f"L{lines.row}"
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
    rejects = lines.take_rejects()
    if empty and not rejects:
        raise SourceError("empty", f"{uri} has a header but no rows; nothing to do for it")
    yield from rejects


class _CsvLines:
    """The decoded lines of a csv file, as csv.reader takes them: it says neither where a row begins nor what was left out.

    Attributes:
        row: number of the first line taken since this was last set to 0.
    """

    def __init__(self, stream: Peekable, decode: LineDecoder, uri: str, options: SourceOptions) -> None:
        self.row = 0
        self._lines = bounded_lines(utf8_chunks(stream), options.max_line_bytes)
        self._decode = decode
        self._uri = uri
        self._limit = options.max_line_bytes
        self._rejects: list[Reject] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            if line is None:
                detail = f"{self._uri} line {number} is longer than {self._limit:,} bytes; raise max_line_bytes"
                self._rejects.append(SourceError("too_large", detail, f"#L{number}").reject(self._uri))
                continue
            self.row = self.row or number
            yield self._decode(line)[0].replace("\x00", "")

    def take_rejects(self) -> list[Reject]:
        """Lines left out since the last call."""
        rejects, self._rejects = self._rejects, []
        return rejects


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
