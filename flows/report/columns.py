"""Which columns the explorer reads, under which names they may stand in a snapshot, and what stands for a missing one.

Snapshots of other schema versions can be looked at as well: a column is found under its present or a former name, and one
that is not there is null.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from flows.tables.snapshots import Snapshot

_TEXT: Final = pl.String()
_INT: Final = pl.Int64()
_REAL: Final = pl.Float64()
_MOMENT: Final = pl.Datetime("us", "UTC")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the explorer names it.

    Attributes:
        name: its name here.
        dtype: its type; what a snapshot holds is cast to it.
        stored: names it may have in a snapshot, the present one first; empty: `name`.
    """

    name: str
    dtype: pl.DataType
    stored: tuple[str, ...] = ()


def _columns(dtype: pl.DataType, names: str) -> tuple[Column, ...]:
    return tuple(Column(name, dtype) for name in names.split())


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "documents": (
        *_columns(_TEXT, "document_id source_uri media_type encoding title text text_en lang url author run_id"),
        Column("repairs", pl.List(pl.String())),
        Column("published_at", _MOMENT),
        *_columns(_INT, "n_chars n_spans n_translated"),
    ),
    "spans": (
        *_columns(_TEXT, "span_id document_id text lang lang_rule"),
        *_columns(_INT, "ordinal block"),
        Column("start", _INT, ("start_char", "start")),
        *_columns(_REAL, "lang_confidence"),
    ),
    "translations": (
        *_columns(_TEXT, "span_id document_id source_lang text_en status reason model"),
        *_columns(_REAL, "score quality"),
    ),
    "mentions": (
        *_columns(_TEXT, "document_id span_id surface kind lemma romanized entity_id link_rule detector"),
        Column("start", _INT, ("start_char", "start")),
        Column("end", _INT, ("end_char", "end")),
        *_columns(_REAL, "link_score"),
    ),
    "entities": (
        *_columns(_TEXT, "entity_id kind name name_ru given patronymic family note first_run_id"),
        *_columns(_INT, "n_mentions n_documents"),
    ),
    "aliases": (
        *_columns(_TEXT, "entity_id alias script lang rule"),
        *_columns(_INT, "n_mentions"),
        *_columns(_REAL, "score"),
    ),
    "rejects": _columns(_TEXT, "source_uri stage error detail run_id"),
    "runs": (
        *_columns(_TEXT, "run_id parent_run_id status config signature versions counts stage_seconds"),
        Column("started_at", _MOMENT),
        Column("finished_at", _MOMENT),
    ),
}


def read(snapshot: Snapshot, table: str) -> pl.DataFrame:
    """Read a table with the columns of `COLUMNS`, in that order; no rows when the snapshot lacks the table."""
    wanted = COLUMNS[table]
    parts = [str(path) for path in snapshot.parts(table)]
    if not parts:
        return pl.DataFrame(schema={column.name: column.dtype for column in wanted})
    stored = pl.scan_parquet(parts)
    schema = stored.collect_schema()
    return stored.select(_expression(column, schema) for column in wanted).collect()


def _expression(column: Column, schema: pl.Schema) -> pl.Expr:
    name = next((name for name in column.stored or (column.name,) if name in schema), None)
    if name is None:
        return pl.lit(None, dtype=column.dtype).alias(column.name)
    found = pl.col(name)
    if isinstance(column.dtype, pl.List) and not isinstance(schema[name], pl.List):
        # a list written as one string
        found = found.cast(pl.String).str.extract_all(r"[\w:-]+")
    return found.cast(column.dtype).alias(column.name)


def external_ids(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Identifiers elsewhere by entity: from the table `entity_ids`, or the column `external_ids` of older snapshots."""
    found: dict[str, dict[str, str]] = {}
    parts = [str(path) for path in snapshot.parts("entity_ids")]
    if parts:
        rows = pl.scan_parquet(parts)
        entity, *pair = rows.collect_schema().names()[:3]
        for entity_id, scheme, value in rows.select(entity, *pair).collect().iter_rows():
            found.setdefault(entity_id, {})[str(scheme)] = str(value)
        return found
    parts = [str(path) for path in snapshot.parts("entities")]
    if not parts or "external_ids" not in pl.scan_parquet(parts).collect_schema():
        return found
    import pyarrow.parquet as pq

    for path in parts:
        table = pq.read_table(path, columns=["entity_id", "external_ids"])
        for entity_id, pairs in zip(*(column.to_pylist() for column in table.columns), strict=True):
            items = [(p["key"], p["value"]) if isinstance(p, dict) else p for p in pairs or ()]
            if items:
                found[entity_id] = {str(key): str(value) for key, value in items}
    return found
