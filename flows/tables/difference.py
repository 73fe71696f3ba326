"""What has changed between two snapshots."""

from dataclasses import dataclass

import polars as pl

from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How a table differs between two snapshots: rows by key.

    Attributes:
        table: its name.
        added: keys only in the newer.
        removed: keys only in the older.
        changed: keys in both, other values.
    """

    table: str
    added: int
    removed: int
    changed: int


def difference(old: Snapshot, new: Snapshot) -> list[TableDifference]:
    """Count added, removed and changed rows of every keyed table between two snapshots."""
    result = []
    for table, schema in TABLES.items():
        keys = schema.primary_key()
        if not keys:
            continue
        before, after = (_hashed(s.read(table), keys) for s in (old, new))
        both = before.join(after, on=keys, how="inner", suffix="_new")
        result.append(
            TableDifference(
                table,
                added=after.height - both.height,
                removed=before.height - both.height,
                changed=both.filter(pl.col("row") != pl.col("row_new")).height,
            )
        )
    return result


def _hashed(data: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    rest = [c for c in data.columns if c not in keys]
    return data.select(*keys, row=data.select(rest).hash_rows() if rest else pl.lit(0, pl.UInt64))
