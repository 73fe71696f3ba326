"""Parquet to Documents, a row at a time; a value that Python cannot hold costs no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from flows.config import SourceOptions
from flows.read.archives import check_ratio
from flows.read.feed import Feed, canonical, choose_columns, missing_text, named
from flows.read.types import Document, Reject, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH_ROWS: Final = 512


def read_parquet(stream: BinaryIO, uri: str, options: SourceOptions) -> Iterator[Document | Reject]:
    """Rows of a parquet file, a batch at a time; columns that play no role are kept in `extra`.

    Raises:
        SourceError: bad_archive (not parquet, damaged), missing_column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        packed = stream.seek(0, 2)
        stream.seek(0)
        footer = pq.read_metadata(stream)
        plain = footer.schema.to_arrow_schema()
        words = [f.name for f in plain if pa.types.is_string(f.type) or pa.types.is_binary(f.type)]
        # Words are kept as a dictionary: a file of 2 KB may hold one text of 10 MB a thousand times.
        stream.seek(0)
        table = pq.ParquetFile(stream, read_dictionary=words, metadata=footer)
        names = tuple(table.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError("bad_archive", f"{uri} is not a readable parquet file: {str(error)[:200]}") from error
    columns = choose_columns(names, options)
    if not columns.text:
        raise SourceError("missing_column", missing_text(uri, names))
    if not table.metadata.num_rows:
        raise SourceError("empty", f"{uri} has columns but no rows; nothing to do for it")
    feed = Feed(uri, options)
    number = unpacked = 0
    batches = table.iter_batches(batch_size=_BATCH_ROWS)
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError, ValueError) as error:
            detail = f"{uri} is damaged after row {number}: {str(error)[:200]}; the rows before were read"
            raise SourceError("bad_archive", detail) from error
        if batch is None:
            return
        for values in zip(*map(_values, batch.columns), strict=True):
            number += 1
            unpacked += sum(len(value) for value in values if isinstance(value, str | bytes))
            check_ratio(uri, packed, unpacked, options)
            try:
                yield _document(named(batch.schema.names, values), f"R{number}", feed)
            except SourceError as error:
                yield error.reject(uri)


def _document(row: dict[str, Any], place: str, feed: Feed) -> Document:
    for name, value in row.items():
        if isinstance(value, UnicodeDecodeError):
            detail = f"{feed.uri} {place}: {name} is not valid UTF-8 ({value.reason}); the other rows were read"
            raise SourceError("bad_record", detail, f"#{place}")
    return feed.document(row, place, "utf-8", (), canonical(row), known_encoding=True)


def _values(column: Any) -> Iterator[Any]:
    """The values of a column one after another, see `_value`."""
    return map(_value, column)


def _value(cell: Any) -> Any:
    """A value as Python's; None for a time outside its calendar, the error for a string that is not UTF-8."""
    try:
        return cell.as_py()
    except UnicodeDecodeError as error:
        return error
    except Exception:  # noqa: BLE001  (OverflowError, ValueError, an unknown time zone's KeyError …)
        if hasattr(cell, "items"):  # a nested object: its other values are kept
            return {name: _value(value) for name, value in cell.items()}
        return None
