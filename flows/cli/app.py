"""The `tolmach` command."""

import codecs
import json
import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from flows import prefect_settings as quiet
from flows.cli import corrections as cli_corrections
from flows.cli import documents as cli_documents
from flows.cli import export as cli_export
from flows.cli import models as cli_models
from flows.cli import review as cli_review
from flows.cli import screen as cli_screen
from flows.cli import serve_api as cli_serve_api
from flows.cli import snapshots as cli_snapshots
from flows.cli.errors import EXIT_CODES, EXIT_USAGE, PUBLISHES, OutputOption, clear_errors, end_interrupted, fail
from flows.cli.logs import LEVELS, Format, log_to_stderr
from flows.cli.opening import OpenOption, open_page
from flows.cli.options import BeamOption, GlossaryOption, ModelOption
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.cli.settings import ConfigOption, register, settings
from flows.errors import ConfigError
from flows.read.types import well_formed
from flows.secrets import hide
from flows.tables.remote import address_of
from flows.tables.snapshots import Output
from normalize.kinds import PERSON
from translate.types import TO_BE_CHECKED

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn mixed Russian/English documents into tidy Parquet tables, offline.\n\nExample: tolmach run page.html notes/ --open",
    epilog=f"Exit codes: {' · '.join(f'{code} {meaning}' for code, meaning in EXIT_CODES.items())}. Results go to stdout, "
    "everything else to stderr: errors, up to ten rejects of a run, progress while a terminal is attached.",
)
app.add_typer(cli_models.app, name="models")
app.add_typer(cli_snapshots.app, name="snapshots")
app.add_typer(cli_corrections.app, name="corrections")
app.add_typer(cli_review.app, name="review")
register(app)
cli_documents.register(app)
cli_screen.register(app)
cli_export.register(app)
cli_serve_api.register(app)

SourcesArgument = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, - (standard input) or fsspec URLs.")
]
ClusterOption = Annotated[
    str | None, typer.Option("--cluster", help="Address of a running Dask scheduler or Ray head.")
]
RunnerOption = Annotated[str | None, typer.Option("--runner", help="Where batches run: threads, dask or ray.")]

SERVED = "tolmach-serve"


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"tolmach {version('tolmach')}")
        raise typer.Exit


@app.callback()
def common(
    log_level: Annotated[
        str, typer.Option("--log-level", help=f"What is logged to stderr, at least: {', '.join(LEVELS)}.")
    ] = "warning",
    log_format: Annotated[
        Format, typer.Option("--log-format", help="Log lines for people, or one JSON object each.")
    ] = "text",
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and end.")
    ] = False,
) -> None:
    """Set up what every command shares."""
    if log_level.lower() not in LEVELS:
        fail(f"--log-level {log_level!r} must be one of {', '.join(LEVELS)}", EXIT_USAGE)
    log_to_stderr(log_level, log_format)


@app.command()
def run(
    sources: SourcesArgument,
    output: OutputOption = Path("output"),
    config: ConfigOption = None,
    model: ModelOption = None,
    beam: BeamOption = None,
    glossary: GlossaryOption = None,
    workers: Annotated[int | None, typer.Option("--workers", help="Batches side by side.")] = None,
    runner: RunnerOption = None,
    cluster: ClusterOption = None,
    full: Annotated[bool, typer.Option("--full", help="Start from nothing, not from the published tables.")] = False,
    direct: Annotated[bool, typer.Option("--direct", help="Without Prefect: same steps, least latency.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Write the explorer, output/latest/report.html, as well.")
    ] = False,
    open_: OpenOption = False,
    silent: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    json_: JsonOption = False,
    wait: Annotated[float, typer.Option("--wait", help="Seconds to wait for another run; -1 for ever.")] = -1,
) -> None:
    """Process sources and publish the tables under OUTPUT/latest.

    Example: tolmach run page.html notes/ feed.jsonl --report
    """
    if not direct:
        quiet.keep_quiet()
    from flows.cli.run import run_and_show

    if not (wait >= 0 or wait == -1):  # NaN is neither
        fail(f"--wait {wait:g} must be a number of seconds, or -1 to wait for ever", EXIT_USAGE)
    with clear_errors(PUBLISHES):
        changes = {"model": model, "beam": beam, "workers": workers, "runner": runner, "cluster": cluster}
        chosen = settings(
            config,
            changes | {"full": full or None, "glossaries": glossary or None},
            announce=not (silent or json_),
        )
        if direct and chosen.runner != "threads":
            raise ConfigError(
                f"--direct is without Prefect and runner = {chosen.runner!r} is a part of it: leave out one"
            )
        code = run_and_show(
            sources,
            address_of(output),
            chosen,
            direct=direct,
            report=report or open_,
            silent=silent,
            machine=json_,
            wait=wait,
        )
        if open_:
            open_page(output / "latest" / "report.html")
    raise typer.Exit(code)


@app.command()
def translate(
    text: Annotated[str | None, typer.Argument(help="Text to translate; - or nothing reads standard input.")] = None,
    model: ModelOption = None,
    beam: BeamOption = None,
    glossary: GlossaryOption = None,
    config: ConfigOption = None,
    output: OutputOption = Path("output"),
    json_: JsonOption = False,
) -> None:
    """Translate the Russian parts of a text, leave the rest as it is; corrections kept in OUTPUT win.

    Example: tolmach translate "Ростех запускает свой токен"
    """
    from flows.run.one_text import translate_text

    with clear_errors():
        changes = {"model": model, "beam": beam, "glossaries": glossary or None}
        result = translate_text(
            _input(text), settings(config, changes, announce=not json_), Output(output).corrections_path
        )
        if json_:
            print_json(result.as_dict())
        else:
            print(result.text_en)
            for span in result.spans:
                if span.get("status") in TO_BE_CHECKED:
                    note = f"tolmach: {span['status']}: {span['text']} → {span['text_en']}"
                    Console(stderr=True, highlight=False).print(note, markup=False, soft_wrap=True)


@app.command()
def names(
    text: Annotated[str | None, typer.Argument(help="Text to search; - or nothing reads standard input.")] = None,
    json_: JsonOption = False,
) -> None:
    """Find the persons, organisations and places in a text.

    Example: tolmach names "Рогозина сменил Борисов"
    """
    from flows.run.one_text import names_in_text

    with clear_errors():
        found = names_in_text(_input(text))
        if json_:
            print_json(found)
        else:
            for m in found:
                print(
                    f"{m['start_char']}\t{m['end_char']}\t{m['kind']}\t{m['surface']}\t{m['lemma']}\t{m['romanized']}"
                )


@app.command()
def explain(
    first: Annotated[str, typer.Argument(metavar="NAME")],
    second: Annotated[str, typer.Argument(metavar="NAME")],
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="person, organisation or place; left out, a known name tells, else person."),
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Say whether two names are the same, and why.

    Example: tolmach explain "Рогозина Дмитрия Олеговича" "D. Rogosin"
    """
    from dataclasses import asdict

    from normalize import compare
    from normalize.gazetteer.lookup import lookup
    from normalize.kinds import KINDS

    first, second = _argument(first), _argument(second)
    kind = kind or next((entry.kind for name in (first, second) for entry in lookup(name)), PERSON)
    if kind not in KINDS:
        fail(f"--kind {kind!r} must be one of {', '.join(KINDS)}", EXIT_USAGE)
    match = compare(first, second, kind=kind)
    with clear_errors():
        if json_:
            print_json(asdict(match))
            return
        print(f"{'same' if match.same else 'different'}  score {match.score:.2f}  rule {match.rule}")
        for line in match.evidence:
            print(f"  + {line}")
        for line in match.vetoes:
            print(f"  - {line}")


@app.command()
def report(output: OutputOption = Path("output"), open_: OpenOption = False, json_: JsonOption = False) -> None:
    """Write the explorer, one offline page with all of the published tables, and print its path.

    Example: tolmach report --open
    """
    from flows.report import write_report

    with clear_errors():
        snapshot = published(Output(output))
        page = write_report(snapshot)
        if json_:
            print_json({"run_id": snapshot.run_id, "report": str(page)})
        else:
            print(page)
        if open_:
            open_page(page)


@app.command()
def doctor(output: OutputOption = Path("output"), json_: JsonOption = False) -> None:
    """Check this installation: libraries, models, output folder; exit 1 when something is wrong.

    Example: tolmach doctor
    """
    from dataclasses import asdict

    from flows.cli.doctor import diagnose

    findings = diagnose(output)
    with clear_errors():
        if json_:
            print_json([asdict(f) for f in findings])
        else:
            console = Console(highlight=False)
            for f in findings:
                mark = "[green]ok  [/green]" if f.ok else "[red]FAIL[/red]"
                console.print(f"{mark} {f.check}: ", end="")
                console.print(f.detail, markup=False, soft_wrap=True)
    raise typer.Exit(0 if all(f.ok for f in findings) else 1)


@app.command()
def serve(
    sources: SourcesArgument,
    cron: Annotated[str, typer.Option("--cron", help='Schedule, e.g. "*/15 * * * *".')],
    output: OutputOption = Path("output"),
    config: ConfigOption = None,
    timezone: Annotated[str, typer.Option("--timezone", help="Time zone of the schedule.")] = "UTC",
    name: Annotated[str, typer.Option("--name", help="Name of the deployment; one for each schedule.")] = SERVED,
    json_: JsonOption = False,
) -> None:
    """Run on a schedule until stopped; needs a Prefect server (PREFECT_API_URL). With --json an object a line.

    Example: tolmach serve --cron "*/15 * * * *" inbox/
    """
    quiet.keep_offline()
    from flows.schedule import serve_on_schedule

    def say(event: str, message: str) -> None:
        print(json.dumps({"event": event, "message": message}, ensure_ascii=False) if json_ else message, flush=True)

    with clear_errors():
        serve_on_schedule(sources, hide(address_of(output)), settings(config, {}), cron, timezone, name, say)


def _input(text: str | None) -> str:
    if text is not None and text != "-":
        return _argument(text)
    if sys.stdin is None:
        fail("standard input is closed: give the text as an argument or pipe it in", EXIT_USAGE)
    from normalize.text.decode import decode_bytes

    return decode_bytes(sys.stdin.buffer.read()).text


def _argument(text: str) -> str:
    """A text from the command line; one that is not UTF-8 is decoded like a file."""
    if well_formed(text) == text:
        return text
    from normalize.text.decode import decode_bytes

    return decode_bytes(os.fsencode(text)).text


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _use_utf8() -> None:
    """Write UTF-8, as all texts are, where Python took the locale for plain ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding="utf-8")


def main() -> None:
    """Run the command line; Ctrl-C and SIGTERM end it with 130, the published tables untouched."""
    _use_utf8()
    signal.signal(signal.SIGTERM, _terminate)
    log_to_stderr()
    try:
        app()
    except KeyboardInterrupt:  # before or after a command
        end_interrupted()
