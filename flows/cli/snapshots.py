"""`tolmach snapshots`: list, prune and compare published snapshots."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.tables.snapshots import Output, Snapshot

app = typer.Typer(no_args_is_help=True, help="Published snapshots.")


@app.command("list")
def list_(output: OutputOption = Path("output")) -> None:
    """List the snapshots, newest last; * marks the one `latest` shows."""
    from flows.tables import parquet as tables

    with clear_errors():
        current = Output(output).current()
        table = Table("", "run", "documents", "rejects", "size", box=None)
        for snapshot in _snapshots(output):
            rows = {t: sum(tables.count_rows(p) for p in snapshot.parts(t)) for t in ("documents", "rejects")}
            size = sum(p.stat().st_size for p in snapshot.path.rglob("*") if p.is_file())
            mark = "*" if current and current.path == snapshot.path.resolve() else ""
            table.add_row(
                mark, snapshot.run_id, f"{rows['documents']:,}", f"{rows['rejects']:,}", f"{size / 1e6:,.1f} MB"
            )
        Console(highlight=False).print(table)


@app.command()
def prune(
    output: OutputOption = Path("output"),
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many to keep.")] = 5,
) -> None:
    """Remove all but the newest snapshots."""
    with clear_errors():
        _snapshots(output)
        folder = Output(output)
        with folder.locked():
            for snapshot in folder.prune(keep):
                typer.echo(f"removed {snapshot.run_id}")


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(metavar="RUN", help="Run id; default: the published one.")] = None,
    output: OutputOption = Path("output"),
) -> None:
    """Read every byte of a snapshot and say what is missing or damaged; exit code 1 when something is.

    Example: tolmach snapshots verify
    """
    from flows.tables.integrity import problems

    with clear_errors():
        found = {s.run_id: s for s in _snapshots(output)}
        current = Output(output).current()
        chosen = _pick(found, name or (current.run_id if current else None), -1, output)
        damage = list(problems(chosen.path, thorough=True))
        for line in damage:
            print(line)
        print(f"{chosen.run_id}: {len(damage)} problems" if damage else f"{chosen.run_id}: whole")
    raise typer.Exit(1 if damage else 0)


@app.command()
def path(
    name: Annotated[str | None, typer.Argument(metavar="RUN", help="Run id; default: the published one.")] = None,
    output: OutputOption = Path("output"),
) -> None:
    """Print the folder of a snapshot, which stays the same while later runs publish: read from there what takes long.

    Example: duckdb -c "SELECT count(*) FROM '$(tolmach snapshots path)/spans/*.parquet'"
    """
    with clear_errors():
        found = {s.run_id: s for s in _snapshots(output)}
        current = Output(output).current()
        print(_pick(found, name or (current.run_id if current else None), -1, output).path)


@app.command()
def use(
    name: Annotated[str, typer.Argument(metavar="RUN", help="Run id, see `tolmach snapshots list`.")],
    output: OutputOption = Path("output"),
) -> None:
    """Go back: let `latest` show an earlier snapshot; the next run starts from it.

    Example: tolmach snapshots use 20261124T143005Z-9f3a11c7
    """
    with clear_errors():
        chosen = _pick({s.run_id: s for s in _snapshots(output)}, name, -1, output)
        folder = Output(output)
        with folder.locked():
            folder.show(chosen)
        print(f"{output}/latest shows {chosen.run_id}")


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="Run id; default: the one before the newest.")] = None,
    new: Annotated[str | None, typer.Argument(help="Run id; default: the newest.")] = None,
    output: OutputOption = Path("output"),
) -> None:
    """Count rows added, removed and changed between two snapshots."""
    from flows.tables.difference import difference

    with clear_errors():
        found = {s.run_id: s for s in _snapshots(output)}
        if len(found) < 2 and (old is None or new is None):
            fail(f"{output} has one snapshot: nothing to compare", EXIT_USAGE)
        before, after = (_pick(found, name, position, output) for name, position in ((old, -2), (new, -1)))
        table = Table("table", "added", "removed", "changed", title=f"{before.run_id} → {after.run_id}", box=None)
        for d in difference(before, after):
            table.add_row(d.table, f"{d.added:,}", f"{d.removed:,}", f"{d.changed:,}")
        Console(highlight=False).print(table)


def _snapshots(output: Path) -> list[Snapshot]:
    found = Output(output).snapshots()
    if not found:
        fail(
            f"no snapshots in {output}: run `tolmach run SOURCE... -o {output}` first, or name its folder with -o",
            EXIT_USAGE,
        )
    return found


def _pick(found: dict[str, Snapshot], name: str | None, position: int, output: Path) -> Snapshot:
    if name is None:
        return list(found.values())[position]
    if name not in found:
        fail(f"no snapshot {name!r} in {output}; see `tolmach snapshots list -o {output}`", EXIT_USAGE)
    return found[name]
