"""An export from beginning to end: which files, written whole or not at all, and how many rows each has."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from flows.errors import ExportError
from flows.export.frames import Rows, query_rows, table_rows
from flows.export.ftm import write_ftm
from flows.export.text import write_csv, write_jsonl
from flows.export.workbook import write_workbook
from flows.paths import replacing
from flows.tables.schemas import TABLES
from flows.tables.snapshots import Snapshot

FORMATS: Final = ("csv", "xlsx", "ftm", "jsonl")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and its rows; of a workbook all of its sheets'."""

    path: Path
    rows: int


def export(
    snapshot: Snapshot,
    kind: str,
    target: Path,
    *,
    query: str = "",
    tables: Sequence[str] = (),
    exact: bool = False,
) -> list[Exported]:
    """Write a snapshot's tables, or what a query gives.

    Args:
        snapshot: a published one.
        kind: one of `FORMATS`.
        target: a folder for csv and JSON lines of tables, one file each; a file otherwise.
        query: SQL over the tables and views; nothing for the tables themselves.
        tables: those wanted; nothing for all.
        exact: csv with texts as they are, not as spreadsheets need them.

    Raises:
        ExportError: an unknown table, or the query is wrong.
        OSError: the disk refused; files that are complete stay, none is half written.
    """
    _check(tables)
    chosen = list(tables or TABLES)
    if kind == "ftm":
        with _written(target, newline="\n") as stream:
            return [Exported(target, write_ftm(snapshot, stream))]
    if kind == "xlsx":
        with _replaced(target) as temporary:
            if query:
                with query_rows(snapshot, query) as rows:
                    counts = write_workbook([rows], temporary)
            else:
                counts = write_workbook((table_rows(snapshot, table) for table in chosen), temporary)
        return [Exported(target, sum(counts.values()))]
    if query:
        with query_rows(snapshot, query) as rows:
            return [_file(rows, kind, target, exact=exact)]
    return [_file(table_rows(snapshot, table), kind, target / f"{table}.{kind}", exact=exact) for table in chosen]


def print_rows(snapshot: Snapshot, kind: str, *, query: str = "", table: str = "") -> int:
    """Print a table, or what a query gives, as csv or JSON lines for programs, and return the number of rows.

    Raises:
        ExportError: an unknown table, or the query is wrong.
    """
    writer = _writer(kind, exact=True)
    if query:
        with query_rows(snapshot, query) as rows:
            return writer(rows, sys.stdout)
    _check([table])
    return writer(table_rows(snapshot, table), sys.stdout)


def _check(tables: Sequence[str]) -> None:
    for table in tables:
        if table not in TABLES:
            raise ExportError(f"there is no table {table!r}: there are {', '.join(TABLES)}")


def _file(rows: Rows, kind: str, path: Path, *, exact: bool) -> Exported:
    mark = "utf-8" if exact or kind != "csv" else "utf-8-sig"  # by which Excel knows UTF-8
    with _written(path, encoding=mark) as stream:
        return Exported(path, _writer(kind, exact=exact)(rows, stream))


def _writer(kind: str, *, exact: bool) -> Callable[[Rows, IO[str]], int]:
    return write_jsonl if kind == "jsonl" else lambda rows, stream: write_csv(rows, stream, exact=exact)


@contextmanager
def _written(path: Path, newline: str = "", encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A text file that is there once it is complete."""
    with _replaced(path) as temporary, temporary.open("w", encoding=encoding, newline=newline) as stream:
        yield stream


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A file to write beside the one it will replace."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name a file")
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        yield temporary
