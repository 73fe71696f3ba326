"""Parts that an earlier version wrote, read as if they were of now: columns renamed, turned, added.

Rows get what the present version would have found only when their documents are read anew; until then a column that was
not there holds what is nearest to nothing.
"""

from pathlib import Path
from typing import Final

import polars as pl
import pyarrow.parquet as pq

from flows.tables.schemas import SCHEMAS

RENAMED: Final = {"start": "start_char", "end": "end_char"}
SAME_AS: Final = {"found_as": "kind"}
"""Columns whose nearest value is that of another."""


def conforms(part: Path, table: str) -> bool:
    """Whether a part has the table's columns."""
    return list(pq.read_schema(part).names) == list(SCHEMAS[table].columns())


def migrated(data: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return a table's rows with the columns of now."""
    wanted = SCHEMAS[table].columns()
    data = data.rename({old: new for old, new in RENAMED.items() if old in data.columns and new in wanted})
    if isinstance(data.schema.get("repairs"), pl.List):
        joined = pl.col("repairs").list.join("+")
        data = data.with_columns(repairs=pl.when(joined != "").then(joined))
    missing = [
        pl.col(SAME_AS[name]).alias(name)
        if name in SAME_AS
        else pl.lit(None if column.nullable else _nothing(column.dtype), dtype=column.dtype).alias(name)
        for name, column in wanted.items()
        if name not in data.columns
    ]
    return data.with_columns(missing).select(list(wanted))


def _nothing(kind: object) -> object:
    if kind == pl.String:
        return ""
    return False if kind == pl.Boolean else 0
