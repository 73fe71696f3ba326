"""`tolmach export`: the published tables, or a query over them, as files of other formats."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.tables.snapshots import Output


class Kind(StrEnum):
    """What can be written."""

    CSV = "csv"
    XLSX = "xlsx"
    FTM = "ftm"
    JSONL = "jsonl"


_TABLES = {Kind.CSV: "tables-csv", Kind.XLSX: "tables.xlsx", Kind.FTM: "entities.ftm.json", Kind.JSONL: "tables-jsonl"}
"""Where to, unless told; a folder for formats of one file a table."""
_STDOUT = Path("-")


def export(
    kind: Annotated[Kind, typer.Argument(metavar="csv|xlsx|ftm|jsonl", help="The format.")],
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="[TO]", help="A folder for csv and jsonl of tables, a file otherwise; - for standard output."
        ),
    ] = None,
    output: OutputOption = Path("output"),
    query: Annotated[
        str,
        typer.Option(
            "--query", metavar="SQL", help="What DuckDB gives for it, over the tables and the views of views.sql."
        ),
    ] = "",
    table: Annotated[
        list[str] | None, typer.Option("--table", help="Only this table; may be given several times.")
    ] = None,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact", help="csv for programs: no byte-order mark, no apostrophe before what looks like a formula."
        ),
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Write the published tables as csv, Excel workbook, JSON lines or FollowTheMoney entities.

    Example: tolmach export csv --query "SELECT name, sentence_en FROM mention_full WHERE kind = 'person'"
    """
    with clear_errors():
        if kind is Kind.FTM and (query or table):
            fail("export ftm writes all entities: leave out --query and --table", EXIT_USAGE)
        if query and table:
            fail("--query and --table exclude each other: name the table in the query", EXIT_USAGE)
        snapshot = published(Output(output))
        from flows.export import export as write
        from flows.export import print_rows

        if to == _STDOUT or (to is None and query and kind is not Kind.XLSX):
            single = query or (table and len(table) == 1)
            if kind not in {Kind.CSV, Kind.JSONL} or json_ or not single:
                fail("standard output takes csv or jsonl of one --table or --query: name a file or folder", EXIT_USAGE)
            print_rows(snapshot, kind, query=query, table=table[0] if table else "")
            return
        target = to or (Path("query.xlsx") if query else Path(_TABLES[kind]))
        written = write(snapshot, kind, target, query=query, tables=table or (), exact=exact)
        if json_:
            print_json({"snapshot": snapshot.run_id, "files": [{"path": str(w.path), "rows": w.rows} for w in written]})
        else:
            for one in written:
                print(f"{one.rows:>12,}  {one.path}")


def register(app: typer.Typer) -> None:
    """Add `tolmach export`."""
    app.command()(export)
