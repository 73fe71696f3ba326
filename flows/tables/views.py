"""views.sql: DuckDB views over the tables of one snapshot, written with it."""

from pathlib import Path
from typing import Final

from flows.tables.schemas import TABLES
from normalize.resources import data_text

VIEWS: Final = "views.sql"


def views_sql(folder: Path | str) -> str:
    """SQL that makes a view of every table and those of data/views.sql.

    Args:
        folder: the snapshot's, absolute, or its address in an object store; another may be set as the variable `tolmach`.
    """
    place = str(folder).replace("'", "''")
    lines = [
        data_text("flows.tables", "views_head.sql").strip(),
        f"SET VARIABLE tolmach = coalesce(getvariable('tolmach'), '{place}');",
        *(
            f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet(getvariable('tolmach') || '/{table}/*.parquet');"  # noqa: S608 - names of our own
            for table in TABLES
        ),
        data_text("flows.tables", VIEWS).strip(),
    ]
    return "\n".join(lines) + "\n"


def write_views(folder: Path, published: Path | str) -> None:
    """Write views.sql into the folder of a snapshot that will be read at another place."""
    (folder / VIEWS).write_text(views_sql(published), encoding="utf-8")
