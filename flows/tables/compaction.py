"""Many small parts of one run made few: a reader opens a file in the time in which it reads a megabyte.

A run writes a part a batch. Where it has written many, neighbouring ones become files of a size that query engines like. Later
runs add small parts, which `flows.tables.history.carry_over` merges in its turn.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from flows.tables.history import BATCH_TABLES, SMALL_PARTS
from flows.tables.integrity import batch_of, is_sealed
from flows.tables.parquet import ROW_GROUP_ROWS, parquet_writer
from flows.tables.schemas import ORDER

TARGET_BYTES: Final = 128 << 20
"""Size of the largest part of a merged batch, before it is smaller for being merged: between 64 and 256 MB, as Parquet's own
documentation and Spark's and DuckDB's guides advise."""
_GROUP_BYTES: Final = 64 << 20
"""Bytes of a row group in memory at most, whatever its number of rows: documents are long."""


def compact(staging: Path, run_id: str) -> None:
    """Merge the parts that this run has written, if they are many; those of earlier runs stay as they are.

    Args:
        staging: of the run, with all tables complete.
        run_id: of the run.
    """
    new = {
        table: {batch_of(p): p for p in sorted((staging / table).glob("*.parquet")) if not is_sealed(p)}
        for table in BATCH_TABLES
    }
    if len(new["documents"]) < SMALL_PARTS:
        return
    for number, batches in enumerate(_groups(new)):
        if len(batches) > 1:
            for table in BATCH_TABLES:
                sources = [new[table][batch] for batch in batches if batch in new[table]]
                if sources:
                    _merge(table, sources, staging / table / f"{run_id}-{number:04}.parquet")


def _groups(parts: dict[str, dict[str, Path]]) -> Iterator[list[str]]:
    """Neighbouring batches whose largest table comes to about the size wanted."""
    group: list[str] = []
    sizes = dict.fromkeys(BATCH_TABLES, 0)
    for batch in parts["documents"]:
        for table in BATCH_TABLES:
            sizes[table] += parts[table][batch].stat().st_size if batch in parts[table] else 0
        group.append(batch)
        if max(sizes.values()) >= TARGET_BYTES:
            yield group
            group, sizes = [], dict.fromkeys(BATCH_TABLES, 0)
    if group:
        yield group


def _merge(table: str, sources: Sequence[Path], target: Path) -> None:
    """Write the rows of some parts as one, a row group at a time, each sorted; the parts are removed."""
    with parquet_writer(pq.read_schema(sources[0]), target, ORDER[table]) as writer:
        for rows in _row_groups(sources):
            writer.write_table(
                rows.sort_by([(name, "ascending") for name in ORDER[table]]), row_group_size=rows.num_rows
            )
    for source in sources:
        source.unlink()


def _row_groups(sources: Sequence[Path]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for source in sources:
        rows = pq.read_table(source)
        if waiting and (
            sum(t.num_rows for t in waiting) + rows.num_rows > ROW_GROUP_ROWS
            or sum(t.nbytes for t in waiting) + rows.nbytes > _GROUP_BYTES
        ):
            yield pa.concat_tables(waiting)
            waiting = []
        if rows.num_rows:
            waiting.append(rows)
    if waiting:
        yield pa.concat_tables(waiting)
