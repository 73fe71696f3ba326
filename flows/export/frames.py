"""What is exported: tables part by part, or the rows of a query, in pieces that fit into memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.errors import ExportError
from flows.tables import parquet as tables
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot
from flows.tables.views import views_sql

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_ROWS = 20_000
"""Rows of a query taken at once."""
_ERROR = 400
"""Characters of what DuckDB says: where it points at a place in the query, that comes first."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table to export.

    Attributes:
        name: of the table.
        columns: their names.
        pieces: the rows, each piece a list of tuples; read once.
    """

    name: str
    columns: Sequence[str]
    pieces: Iterator[list[tuple[Any, ...]]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The rows one by one."""
        return (row for piece in self.pieces for row in piece)


def table_rows(snapshot: Snapshot, table: str) -> Rows:
    """The rows of a published table, in the order of its parts."""
    return Rows(table, list(TABLES[table].columns()), (frame.rows() for frame in frames(snapshot, table)))


def frames(snapshot: Snapshot, table: str, columns: list[str] | None = None) -> "Iterator[pl.DataFrame]":
    """The parts of a published table, one at a time."""
    for part in snapshot.parts(table):
        yield tables.read([part], columns, table=table)


@contextmanager
def query_rows(snapshot: Snapshot, sql: str) -> Iterator[Rows]:
    """The rows of a query over the tables and the views of views.sql.

    Raises:
        ExportError: DuckDB is not installed, or the query is wrong or no query.
    """
    connection = open_database(snapshot)
    import duckdb

    try:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise ExportError("--query takes one SELECT and no other statement")
            connection.execute(statements[0])
            columns = [column[0] for column in connection.description or ()]
        except duckdb.Error as error:
            raise _wrong(error) from error
        yield Rows("query", columns, _fetched(connection))
    finally:
        connection.close()


def open_database(snapshot: Snapshot) -> "duckdb.DuckDBPyConnection":
    """A DuckDB in memory with the tables and views of a snapshot, which fetches no extensions.

    Raises:
        ExportError: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise ExportError("--query needs DuckDB, which is not installed: pip install 'tolmach[sql]'") from None
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(views_sql(snapshot.path))
    return connection


def _fetched(connection: "duckdb.DuckDBPyConnection") -> Iterator[list[tuple[Any, ...]]]:
    import duckdb

    try:
        while piece := connection.fetchmany(_ROWS):
            yield piece
    except duckdb.Error as error:
        raise _wrong(error) from error


def _wrong(error: Exception) -> ExportError:
    return ExportError(f"the query cannot be run: {' '.join(str(error).split())[:_ERROR]}")
