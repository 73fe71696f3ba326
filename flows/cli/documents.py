"""`tolmach rejects` and `tolmach forget`: what was not processed, and what is to be there no more."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.errors import EXIT_USAGE, PUBLISHES, OutputOption, clear_errors, fail
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.cli.settings import ConfigOption, settings
from flows.tables.remote import named
from flows.tables.snapshots import Output

if TYPE_CHECKING:
    from flows.run.forget import Holding

SHOWN = 10  # sources that are named before a question


def rejects(output: OutputOption = Path("output"), json_: JsonOption = False) -> None:
    """List what could not be processed: source, error, what happened, way out.

    Example: tolmach rejects -o output
    """
    from flows.read.uris import shown
    from flows.tables.docs import reject_codes

    with clear_errors():
        rows = published(Output(output)).read("rejects").sort("source_uri", "error", "detail").to_dicts()
        ways = {code: way for code, _, way in reject_codes()}
        for row in rows:
            row |= {"source": shown(row["source_uri"]), "way_out": ways.get(row["error"], "")}
        if json_:
            print_json(rows)
            return
        for row in rows:
            print(f"{row['source']}\n  {row['error']}: {row['detail']}\n  way out: {row['way_out']}")
        if not rows:
            typer.echo("nothing was rejected", err=True)


def forget(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE|GLOB...", help="Files, folders, URLs, records (feed.jsonl#id) or patterns."),
    ],
    output: OutputOption = Path("output"),
    older: Annotated[bool, typer.Option("--older", help="Out of every older snapshot as well.")] = False,
    memory: Annotated[
        bool, typer.Option("--memory", help="Remove the translation memory, too; what it held is translated anew.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    config: ConfigOption = None,
    json_: JsonOption = False,
) -> None:
    """Remove documents from the tables, and what was rejected of their sources; say first what will be done.

    A new snapshot without them is published; older ones keep them until they are pruned, or lose them with --older.
    A source that is still there is read again by a run over it.

    Example: tolmach forget inbox/secret.txt "inbox/2019/**" --older --memory
    """
    with clear_errors(PUBLISHES):
        from flows.run.forget import Wanted, holding
        from flows.run.forget import forget as do

        folder = Output(output)
        current = published(folder)
        wanted = Wanted(sources)
        held = [holding(folder.fetch(snapshot), wanted) for snapshot in folder.snapshots()]
        held = [one for one in held if one]
        now = next((one for one in held if one.snapshot.run_id == current.run_id), None)
        before = [one for one in held if one is not now]
        if not held or (now is None and not older):
            where = f"; {len(before)} older snapshots hold it (--older)" if before else ""
            fail(f"nothing in {output} is called {', '.join(sources)}{where}: see documents.source_uri", EXIT_USAGE)
        for line in _plan(now, before, older=older, memory=memory):
            typer.echo(line, err=json_)
        summary = None
        if sure := not dry_run and _sure(yes=yes, err=json_):
            summary = do(folder, wanted, settings(config, {}, announce=False), older=older, memory=memory)
        if json_:
            print_json(
                {
                    **_described(now),
                    "older_snapshots": [one.snapshot.run_id for one in before],
                    "older": older,
                    "memory": memory,
                    "done": sure,
                    "snapshot": str(summary.snapshot) if summary else None,
                }
            )
        elif sure:
            print(named(f"forgotten; {output}/latest shows {summary.snapshot.name if summary else current.run_id}"))


def _sure(*, yes: bool, err: bool) -> bool:
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        fail("nothing was done: say --yes to do it, or --dry-run to look only", EXIT_USAGE)
    return typer.confirm("Do it?", err=err)


def _described(held: "Holding | None") -> dict[str, Any]:
    return {
        "documents": sorted(held.documents.values()) if held else [],
        "spans": held.n_spans if held else 0,
        "mentions": held.n_mentions if held else 0,
        "rejects": sorted(held.rejects) if held else [],
        "still_there": _still_there(held) if held else [],
    }


def _still_there(held: "Holding") -> list[str]:
    return sorted(source for source in held.sources if Path(source).is_file())


def _plan(now: "Holding | None", before: list["Holding"], *, older: bool, memory: bool) -> list[str]:
    """What will be done, in lines."""
    from flows.read.uris import shown

    lines = []
    if now is not None:
        n = len(now.documents)
        lines.append(
            f"to forget: {n:,} documents ({now.n_spans:,} spans, {now.n_mentions:,} mentions of names), "
            f"{len(now.rejects):,} rejects; a new snapshot without them is published"
        )
        uris = sorted(now.documents.values() or now.rejects)
        lines += [f"  {shown(uri)}" for uri in uris[:SHOWN]]
        lines += [f"  … and {len(uris) - SHOWN:,} more"] if len(uris) > SHOWN else []
        if still := _still_there(now):
            lines.append(
                f"{len(still):,} of the files are still there ({shown(still[0])} …): a run over them reads them again"
            )
    if before:
        what = "are rewritten without them" if older else "keep them until they are pruned (--older rewrites them)"
        lines.append(f"{len(before):,} older snapshots hold some of it: they {what}")
    if memory:
        lines.append("the translation memory is removed: the next run translates anew what it needs")
    return lines


def register(app: typer.Typer) -> None:
    """Add `tolmach rejects` and `tolmach forget`."""
    app.command("rejects")(rejects)
    app.command("forget")(forget)
