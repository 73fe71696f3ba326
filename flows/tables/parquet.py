"""Checked frames to Parquet parts and back: one way to write a table, atomic and with known Arrow types."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import OutputError
from flows.tables.migrate import conforms, migrated
from flows.tables.schemas import ORDER, SCHEMA_VERSION, SCHEMAS

ROW_GROUP_ROWS = 131_072


class TableError(ValueError):
    """Rows break their schema."""


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema a table is written with: strings plain, every column with its description."""
    columns = SCHEMAS[table].columns()
    return pa.schema(
        [
            pa.field(f.name, _arrow_type(f.type), f.nullable, {"description": columns[f.name].description or ""})
            for f in pa.schema(SCHEMAS[table])
        ]
    )


def _arrow_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        return pa.string()
    return kind


def frame(table: str, rows: Sequence[Mapping[str, Any]] | Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """Return rows (or columns) as a frame with the table's column order and types, unchecked."""
    schema = SCHEMAS[table]
    types = {name: column.dtype for name, column in schema.columns().items()}
    if isinstance(rows, Mapping):
        return pl.DataFrame(rows, schema=types)
    return pl.from_dicts(list(rows), schema=types) if rows else pl.DataFrame(schema=types)


def failing(table: str, data: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Split off the rows that break the table's schema.

    Returns:
        The failing rows (same columns) and the names of the rules they break, sorted.
    """
    _, failure = SCHEMAS[table].filter(data)
    return failure.invalid(), sorted(failure.counts())


def check(table: str, data: pl.DataFrame) -> pl.DataFrame:
    """Return `data` unchanged when every row keeps the schema.

    Raises:
        TableError: some rows do not; names the table, the rules and the first bad row.
    """
    bad, rules = failing(table, data)
    if bad.height:
        first = {name: str(value)[:80] for name, value in bad.row(0, named=True).items()}
        raise TableError(f"{table}: {bad.height} rows break {', '.join(rules)}; the first: {first}")
    return data


def write_part(table: str, data: pl.DataFrame, path: Path, signature: str = "") -> None:
    """Write one Parquet part (zstd), sorted, through a temporary file and an atomic rename.

    Raises:
        TableError: rows break the schema; nothing is written.
        OSError: the disk refused; no partial file is left behind.
    """
    rows = check(table, data).sort(ORDER[table], maintain_order=True)
    write_arrow(to_arrow(table, rows, signature), path, ORDER[table])


def write_arrow(arrow: pa.Table, path: Path, order: Sequence[str] = ()) -> None:
    """Write a Parquet file (zstd) through a temporary file and an atomic rename; its folder is made when absent.

    `order` names the columns that the rows are sorted by, for the file's metadata.

    Polars' own writer is not used: it reports a full disk as a ComputeError.

    Raises:
        OSError: the disk refused; no partial file is left behind.
    """
    with parquet_writer(arrow.schema, path, order) as writer:
        writer.write_table(arrow, row_group_size=ROW_GROUP_ROWS)


@contextmanager
def parquet_writer(schema: pa.Schema, path: Path, order: Sequence[str] = ()) -> Iterator[pq.ParquetWriter]:
    """A Parquet file to write row groups to; it is there, synced to disk, once the block ends well.

    Raises:
        OSError: the disk refused; no partial file is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    by = pq.SortingColumn.from_ordering(schema, [(name, "ascending") for name in order]) if order else None
    try:
        with temporary.open("wb") as file:
            with pq.ParquetWriter(
                file, schema, compression="zstd", write_page_index=True, sorting_columns=by
            ) as writer:
                yield writer
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def to_arrow(table: str, data: pl.DataFrame, signature: str) -> pa.Table:
    """Return an Arrow table with the contract's types and `tolmach.*` file metadata."""
    schema = arrow_schema(table).with_metadata(
        {"tolmach.schema_version": SCHEMA_VERSION, "tolmach.table": table, "tolmach.signature": signature}
    )
    columns = [data[f.name].to_arrow().cast(f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def read(paths: Iterable[Path], columns: Sequence[str] | None = None, *, table: str) -> pl.DataFrame:
    """Read parts of one table into memory, those of earlier versions too; an empty frame with the right types when there are none.

    Raises:
        OutputError: a part is damaged, or of another table.
    """
    files = sorted(paths)
    data = pl.concat([_read_part(f, columns, table) for f in files]) if files else frame(table, [])
    types = {name: column.dtype for name, column in SCHEMAS[table].columns().items() if name in data.columns}
    data = data.cast(types)  # type: ignore[arg-type]
    return data.select(columns) if columns else data


def _read_part(path: Path, columns: Sequence[str] | None, table: str) -> pl.DataFrame:
    wanted = list(columns) if columns else None
    try:
        if conforms(path, table):
            return pl.read_parquet(path, columns=wanted)
        return migrated(pl.read_parquet(path), table).select(wanted or pl.all())
    except (pa.ArrowException, pl.exceptions.PolarsError, pl.exceptions.PanicException, FileNotFoundError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: BaseException) -> OutputError:
    said = " ".join(str(error).split())[:120]
    return OutputError(f"{path} is damaged ({said}): bring the file back, or run with --full to make the tables anew")


def among(column: str, values: Iterable[str]) -> pl.Expr:
    """Return whether a column of text has one of the values; of none, nothing does."""
    return pl.col(column).is_in(pl.Series(list(values), dtype=pl.String).implode())


def count_rows(path: Path) -> int:
    """Return a part's number of rows from its footer.

    Raises:
        OutputError: the part is damaged.
    """
    try:
        rows: int = pq.read_metadata(path).num_rows
    except (pa.ArrowException, FileNotFoundError) as error:
        raise _damaged(path, error) from error
    return rows


def signature_of(path: Path) -> str:
    """Return the run signature a part was written with."""
    metadata = pq.read_schema(path).metadata or {}
    return str(metadata.get(b"tolmach.signature", b"").decode())
