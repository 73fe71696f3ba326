"""`tolmach review`: doubtful cases out to people, their marks back in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.cli.settings import ConfigOption, settings
from flows.errors import ReviewError
from flows.tables.remote import named
from flows.tables.snapshots import Output

if TYPE_CHECKING:
    from flows.review import Review

app = typer.Typer(
    no_args_is_help=True,
    help="Look at doubtful cases; what you say becomes corrections and overrides.\n\nExample: tolmach review next",
)

OverridesOption = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        help="The overrides file to add to; else the one of the configuration, else OUTPUT/overrides.yaml, which runs "
        "take up by themselves.",
    ),
]
AuthorOption = Annotated[str, typer.Option("--author", help="Your name, kept beside the corrections.")]


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A review.json of the explorer, or a filled-in .xlsx.")],
    output: OutputOption = Path("output"),
    overrides: OverridesOption = None,
    config: ConfigOption = None,
    author: AuthorOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json_: JsonOption = False,
) -> None:
    """Turn marks into corrections and overrides; say first what will change. The next run shows it.

    Example: tolmach review import review.json --dry-run
    """
    with clear_errors():
        review = _read(file)
        ask = not yes and sys.stdin is not None and sys.stdin.isatty()
        folder = Output(output)
        published(Output(output))
        path = overrides_file(output, overrides, config)
        done = None
        if dry_run or ask:
            done = carry_out(review, folder, path, author, dry_run=True, machine=json_)
        if not dry_run and (done is None or (done["changes"] and typer.confirm("Do it?", err=json_))):
            with folder.locked():
                done = carry_out(review, folder, path, author, machine=json_)
        if json_:
            print_json(done)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; default: review.xlsx.")] = None,
    output: OutputOption = Path("output"),
    xlsx: Annotated[bool, typer.Option("--xlsx", help="As an Excel workbook, the default.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Cases at most, those of the highest gain.")] = 2_000,
    json_: JsonOption = False,
) -> None:
    """Write the doubtful cases to a workbook to fill in; `tolmach review import` reads it back.

    Example: tolmach review export --xlsx
    """
    from flows.review import open_cases
    from flows.review.workbook import write_workbook

    with clear_errors():
        path = file or Path("review.xlsx")
        if path.suffix.casefold() != ".xlsx":
            fail(f"{path}: a review is exported as .xlsx{' (--xlsx)' if xlsx else ''}; name it so", EXIT_USAGE)
        cases = open_cases(published(Output(output)))[:most]
        write_workbook(path, cases)
        if json_:
            print_json({"cases": len(cases), "path": str(path)})
            return
        typer.echo(f"{len(cases)} cases, highest gain first, in {path}: fill in verdict or corrected, then")
        typer.echo(f"  tolmach review import {path} -o {named(str(output))}")


@app.command("next")
def next_(
    output: OutputOption = Path("output"),
    overrides: OverridesOption = None,
    config: ConfigOption = None,
    author: AuthorOption = "",
    json_: JsonOption = False,
) -> None:
    """Show one doubtful case at a time, highest gain first; a single key answers. With --json the dialogue is on stderr.

    Example: tolmach review next
    """
    from flows.cli.review_next import Session
    from flows.review import Review, open_cases

    with clear_errors():
        snapshot = published(Output(output))
        path = overrides_file(output, overrides, config)
        kept = output / "review.json"
        session = Session(open_cases(snapshot), _read(kept) if kept.is_file() else Review(), kept, stderr=json_)
        session.run()
        done: dict[str, Any] = {"marks": len(session.review), "written": False}
        if session.review and session.asks("Make corrections and overrides of the marks now?"):
            folder = Output(output)
            with folder.locked():
                done |= carry_out(session.review, folder, path, author, machine=json_)
            kept.unlink(missing_ok=True)
        elif session.review:
            done["kept"] = str(kept)
            again = f"tolmach review import {kept} -o {named(str(output))}"
            typer.echo(f"{len(session.review)} marks are kept in {kept}: `{again}`", err=json_)
        if json_:
            print_json(done)


def carry_out(
    review: "Review", folder: Output, overrides: Path, author: str, *, dry_run: bool = False, machine: bool = False
) -> dict[str, Any]:
    """Say what marks will change (on stderr for a machine), then do it, unless it is a dry run; return what was done."""
    from flows.review import make_plan

    plan = make_plan(review, folder, overrides, author)
    done = {
        "changes": plan.lines,
        "left_out": plan.left_out,
        "corrections": len(plan.corrections),
        "overrides": len(plan.entries),
        "written": bool(plan.lines) and not dry_run,
    }
    for line in plan.lines:
        typer.echo(line, err=machine)
    for line in plan.left_out:
        typer.echo(f"nothing to do: {line}", err=machine)
    if not plan.lines:
        typer.echo("nothing changes", err=machine)
        return done
    counts = (
        f"{len(plan.corrections)} corrections in {plan.corrections_path}, {len(plan.entries)} entries in {overrides}"
    )
    if dry_run:
        typer.echo(f"would be written: {counts}", err=machine)
        return done
    plan.apply()
    typer.echo(f"written: {counts}; the next `tolmach run` shows it", err=machine)
    return done


def overrides_file(output: Path, overrides: Path | None, config: Path | None) -> Path:
    """Return the overrides file: as named, else the configuration's, else the output folder's own.

    Raises:
        ConfigError: the configuration is wrong.
    """
    if overrides is not None:
        return overrides
    configured = settings(config, {}, announce=False).overrides
    return Path(configured) if configured else Output(output).overrides_path


def _read(file: Path) -> "Review":
    from flows.review import parse_review
    from flows.review.workbook import read_workbook

    if not file.is_file():
        raise ReviewError(f"{file}: no such file: download review.json in the explorer, or export an .xlsx first")
    if file.suffix.casefold() == ".xlsx":
        return read_workbook(file)
    try:
        return parse_review(file.read_text(encoding="utf-8-sig"), str(file))
    except UnicodeDecodeError as error:
        raise ReviewError(
            f"{file}: not UTF-8 text (byte {error.start}): download it again from the explorer"
        ) from error
