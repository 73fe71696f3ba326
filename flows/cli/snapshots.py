"""`tolmach snapshots`: list, prune, verify and compare published snapshots, and go back to one."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.cli.results import JsonOption, print_json
from flows.cli.settings import ConfigOption, settings
from flows.errors import OutputError
from flows.tables.journal import unchanged_runs
from flows.tables.remote import named
from flows.tables.retention import Retention, outdated
from flows.tables.snapshots import Output, Snapshot

app = typer.Typer(no_args_is_help=True, help="Published snapshots.\n\nExample: tolmach snapshots list")

RunArgument = Annotated[str | None, typer.Argument(metavar="[RUN]", help="Run id; default: the published one.")]
SHOWN = 20  # of each kind of change, on a terminal


@app.command("list")
def list_(output: OutputOption = Path("output"), json_: JsonOption = False) -> None:
    """List the snapshots, newest last; * marks the one `latest` shows. Runs that changed nothing are counted beside it.

    Example: tolmach snapshots list
    """
    with clear_errors():
        folder = Output(output)
        current = folder.current()
        since = unchanged_runs(output)
        rows = [_described(folder.fetch(s), current, since.get(s.run_id, [])) for s in _snapshots(folder)]
        if json_:
            print_json(rows)
            return
        run = Column("run", no_wrap=True, min_width=len("20261124T143005Z-9f3a11c7"))
        table = Table("", run, "documents", "rejects", "size", "unchanged since", box=None)
        for row in rows:
            runs = row["unchanged_runs"]
            table.add_row(
                "*" if row["current"] else "",
                row["run_id"],
                *(f"{row[name]:,}" if row[name] is not None else "?" for name in ("documents", "rejects")),
                f"{row['bytes'] / 1e6:,.1f} MB",
                f"{len(runs)} runs, {runs[-1]['finished_at'][:16].replace('T', ' ')}" if runs else "",
            )
        Console(highlight=False).print(table)
        for row in rows:
            if row["damage"]:
                typer.echo(f"tolmach: {row['run_id']} is damaged: {row['damage']}", err=True)


def _described(snapshot: Snapshot, current: Snapshot | None, runs: list[dict[str, Any]]) -> dict[str, Any]:
    from flows.tables import parquet as tables
    from flows.tables.integrity import damage_of

    counts: dict[str, int | None] = {}
    for table in ("documents", "rejects"):
        try:
            counts[table] = sum(tables.count_rows(part) for part in snapshot.parts(table))
        except OutputError:  # the damage is told
            counts[table] = None
    return {
        "run_id": snapshot.run_id,
        "current": current is not None and current.path == snapshot.path.resolve(),
        **counts,
        "bytes": sum(p.stat().st_size for p in snapshot.path.rglob("*") if p.is_file()),
        "damage": damage_of(snapshot.path) or None,
        "unchanged_runs": runs,
    }


@app.command()
def prune(
    output: OutputOption = Path("output"),
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="Keep so many of the newest, whatever their age; else as the settings say."),
    ] = None,
    now: Annotated[
        bool, typer.Option("--now", help="Also those that a reader may still hold (grace_minutes).")
    ] = False,
    config: ConfigOption = None,
    json_: JsonOption = False,
) -> None:
    """Remove old snapshots: all but the newest, those of the last day, and one a day for a month (keep_* in tolmach.toml).

    Example: tolmach snapshots prune --keep 3
    """
    with clear_errors():
        folder = Output(output)
        _snapshots(folder)
        retention = Retention.of(settings(config, {}, announce=False))
        retention = retention.only(keep) if keep is not None else retention
        with folder.locked():
            removed = [s.run_id for s in folder.prune(retention.without_grace() if now else retention)]
            moment, current = datetime.now(UTC), folder.current()
            left = [] if keep is None else outdated(folder.snapshots(), retention.without_grace(), moment)
            held = [s.run_id for s in left if current is None or s.run_id != current.run_id]
        if json_:
            print_json({"removed": removed, "kept_for_readers": held})
            return
        for run_id in removed:
            typer.echo(f"removed {run_id}")
        for run_id in held:
            typer.echo(
                f"kept for readers {run_id}: it went out of view less than {retention.grace_minutes} minutes ago (--now)"
            )


@app.command()
def verify(name: RunArgument = None, output: OutputOption = Path("output"), json_: JsonOption = False) -> None:
    """Read every byte of a snapshot and say what is missing or damaged; exit code 1 when something is.

    Example: tolmach snapshots verify
    """
    from flows.tables.integrity import problems

    with clear_errors():
        chosen = _published_or(name, Output(output))
        damage = list(problems(chosen.path, thorough=True))
        if json_:
            print_json({"run_id": chosen.run_id, "whole": not damage, "problems": damage})
        else:
            for line in damage:
                print(line)
            print(f"{chosen.run_id}: {len(damage)} problems" if damage else f"{chosen.run_id}: whole")
    raise typer.Exit(1 if damage else 0)


@app.command()
def path(name: RunArgument = None, output: OutputOption = Path("output"), json_: JsonOption = False) -> None:
    """Print the folder of a snapshot, which stays the same while later runs publish: read from there what takes long.

    Example: duckdb -c "SELECT count(*) FROM '$(tolmach snapshots path)/spans/*.parquet'"
    """
    with clear_errors():
        chosen = _published_or(name, Output(output))
        if json_:
            print_json({"run_id": chosen.run_id, "path": str(chosen.path)})
        else:
            print(chosen.path)


@app.command()
def use(
    name: Annotated[str, typer.Argument(metavar="RUN", help="Run id, see `tolmach snapshots list`.")],
    output: OutputOption = Path("output"),
    json_: JsonOption = False,
) -> None:
    """Go back: let `latest` show an earlier snapshot; the next run starts from it.

    Example: tolmach snapshots use 20261124T143005Z-9f3a11c7
    """
    from flows.tables.integrity import damage_of

    with clear_errors():
        folder = Output(output)
        chosen = _pick(folder, _by_id(folder), name, -1)
        if damage := damage_of(chosen.path):
            fail(f"{name} is damaged ({damage}): choose another, see `tolmach snapshots list -o {output}`", EXIT_USAGE)
        with folder.locked():
            folder.show(chosen)
        if json_:
            print_json({"latest": chosen.run_id})
        else:
            print(named(f"{output}/latest shows {chosen.run_id}"))


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="Run id; default: the one before the newest.")] = None,
    new: Annotated[str | None, typer.Argument(help="Run id; default: the newest.")] = None,
    output: OutputOption = Path("output"),
    json_: JsonOption = False,
) -> None:
    """Tell what changed between two snapshots: rows by table, documents by source, entities new, gone, merged and split.

    How a row came about (`cached`, `run_id`) is no change of it.

    Example: tolmach snapshots diff
    """
    from flows.tables.difference import difference, document_difference, entity_difference

    with clear_errors():
        folder = Output(output)
        found = _by_id(folder)
        if len(found) < 2 and (old is None or new is None):
            fail(f"{output} has one snapshot: nothing to compare", EXIT_USAGE)
        before, after = (_pick(folder, found, name, position) for name, position in ((old, -2), (new, -1)))
        rows = difference(before, after)
        documents, entities = document_difference(before, after), entity_difference(before, after)
        if json_:
            print_json(
                {
                    "old": before.run_id,
                    "new": after.run_id,
                    "tables": {row.table: {k: v for k, v in asdict(row).items() if k != "table"} for row in rows},
                    "documents": asdict(documents),
                    "entities": asdict(entities),
                }
            )
            return
        table = Table("table", "added", "removed", "changed", title=f"{before.run_id} → {after.run_id}", box=None)
        for d in rows:
            table.add_row(d.table, f"{d.added:,}", f"{d.removed:,}", f"{d.changed:,}")
        Console(highlight=False).print(table)
        _show("documents new", documents.new)
        _show("documents changed", documents.changed)
        _show("documents gone", documents.gone)
        _show("entities new", [name for _, name in entities.new])
        _show("entities gone", [name for _, name in entities.gone])
        _show("entities merged", [f"{_names(ones)} → {into[1]}" for ones, into in entities.merged])
        _show("entities split", [f"{one[1]} → {_names(into)}" for one, into in entities.split])
        _show("entities renamed", [f"{was} → {now}" for _, was, now in entities.renamed])
        if entities.moved_mentions:
            print(f"mentions moved to another entity: {entities.moved_mentions:,}")


def _names(entities: Iterable[tuple[str, str]]) -> str:
    return " + ".join(name for _, name in entities)


def _show(title: str, lines: Iterable[str]) -> None:
    every = list(lines)
    if not every:
        return
    print(f"{title}: {len(every):,}")
    for line in every[:SHOWN]:
        print(f"  {line}")
    if len(every) > SHOWN:
        print(f"  … and {len(every) - SHOWN:,} more (--json names all)")


def _snapshots(folder: Output) -> list[Snapshot]:
    found = folder.snapshots()
    if not found:
        fail(
            f"no snapshots in {folder.path}: run `tolmach run SOURCE... -o {folder.path}` first, or name its folder with -o",
            EXIT_USAGE,
        )
    return found


def _by_id(folder: Output) -> dict[str, Snapshot]:
    return {snapshot.run_id: snapshot for snapshot in _snapshots(folder)}


def _published_or(name: str | None, folder: Output) -> Snapshot:
    found = _by_id(folder)
    current = folder.current()
    return _pick(folder, found, name or (current.run_id if current else None), -1)


def _pick(folder: Output, found: dict[str, Snapshot], name: str | None, position: int) -> Snapshot:
    if name is None:
        return folder.fetch(list(found.values())[position])
    if name not in found:
        fail(f"no snapshot {name!r} in {folder.path}; see `tolmach snapshots list -o {folder.path}`", EXIT_USAGE)
    return folder.fetch(found[name])
