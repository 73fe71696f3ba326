"""`tolmach screen`: the entities of a snapshot against a list."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.tables.snapshots import Output

if TYPE_CHECKING:
    import polars as pl

    from flows.export.frames import Rows
    from flows.screen import Screened
    from flows.screen.entries import Entry

TABLE = "matches"
_STEP = 500
"""Entries between two looks at the progress."""
_WRITERS = (".parquet", ".csv", ".json", ".jsonl")
_COLOURS = {"match": "bold red", "ambiguous": "yellow", "ruled_out": "dim"}


def screen(
    list_: Annotated[
        Path,
        typer.Option(
            "--list",
            metavar="FILE",
            help="FollowTheMoney or OpenSanctions entities (targets.nested.json, JSON lines), or names: csv, or one a line.",
        ),
    ],
    output: OutputOption = Path("output"),
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FILE",
            help="Write the matches there: .parquet, .csv, .json or .jsonl; default: beside the snapshot.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Ruled-out pairs as well: names agree, and something else contradicts.")
    ] = False,
    json_: JsonOption = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the matches as csv.")] = False,
) -> None:
    """Hold every entity of the published tables against a list and write the table `matches`.

    Example: tolmach screen --list targets.nested.json
    """
    with clear_errors():
        if to is not None and to.suffix.casefold() not in _WRITERS:
            fail(f"--to {to} must end with one of {', '.join(_WRITERS)}", EXIT_USAGE)
        folder = Output(output)
        snapshot = published(folder)
        import polars as pl

        from flows.export.text import write_csv
        from flows.screen import screen_snapshot, write_beside

        found = screen_snapshot(snapshot, list_, _watched)
        rows = found.rows if everything else found.rows.filter(pl.col("verdict") != "ruled_out")
        if to is None:
            path = write_beside(snapshot, rows, list_)
            if folder.remote is not None:
                folder.remote.put(path, f"snapshots/{snapshot.run_id}/{TABLE}/{path.name}")
        else:
            path = to
            _write(rows, path)
        if json_:
            print_json(rows.to_dicts())
        elif csv:
            write_csv(_as_rows(rows), sys.stdout, exact=False)
        else:
            _show(found, rows, path)


def _write(rows: "pl.DataFrame", path: Path) -> None:
    from flows.export.text import write_csv, write_jsonl
    from flows.tables import parquet as tables

    kind = path.suffix.casefold()
    if kind == ".parquet":
        tables.write_part(TABLE, rows, path)
    elif kind == ".json":
        path.write_text(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    elif kind == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(_as_rows(rows), stream, exact=False)
    else:
        with path.open("w", encoding="utf-8") as stream:
            write_jsonl(_as_rows(rows), stream)


def _as_rows(frame: "pl.DataFrame") -> "Rows":
    from flows.export.frames import Rows

    return Rows(TABLE, frame.columns, iter([frame.rows()]))


def _show(found: "Screened", rows: "pl.DataFrame", path: Path) -> None:
    console = Console(highlight=False)
    for row in rows.iter_rows(named=True):
        colour = _COLOURS[row["verdict"]]
        names = f"{row['entity_spelling']} = {row['list_spelling']}"
        console.print(
            f"[{colour}]{row['verdict']:9}[/] {row['score']:.2f} {escape(row['name'])}  ←  {escape(row['list_name'])} "
            f"({escape(row['list_id'])})  [dim]{row['rule']}: {escape(names)}[/]",
            soft_wrap=True,
        )
    counts = {verdict: rows.filter(rows["verdict"] == verdict).height for verdict in ("match", "ambiguous")}
    held = f"{found.entities:,} entities against {found.entries:,} entries"
    lines = [f"{held}: {counts['match']:,} matches, {counts['ambiguous']:,} ambiguous"]
    if found.passed_over:
        lines.append(f"{found.passed_over:,} entries of other kinds or without a name passed over")
    if found.crowded:
        some = ", ".join(found.crowded[:5]) + (" …" if len(found.crowded) > 5 else "")
        lines.append(f"{len(found.crowded):,} names without a given name fit too many entries to be shown: {some}")
    for line in (*lines, f"table  {path}"):
        console.print(line, markup=False, soft_wrap=True)


def _watched(entries: "Iterable[Entry]") -> "Iterator[Entry]":
    """The entries, counted on stderr while a terminal is attached."""
    console = Console(stderr=True)
    if not (sys.stderr and console.is_terminal):
        yield from entries
        return
    with console.status("reading the list") as status:
        for number, entry in enumerate(entries, 1):
            if number % _STEP == 0:
                status.update(f"{number:,} entries read")
            yield entry


def register(app: typer.Typer) -> None:
    """Add `tolmach screen`."""
    app.command()(screen)
