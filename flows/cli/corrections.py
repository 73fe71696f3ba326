"""`tolmach corrections`: what people wrote for source texts, from and to files."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.errors import EXIT_USAGE, OutputOption, clear_errors, fail
from flows.cli.published import published
from flows.cli.results import JsonOption, print_json
from flows.tables.snapshots import Output, Snapshot
from translate.types import FAILED, HUMAN, ROMANIZED

if TYPE_CHECKING:
    from flows.corrections import Correction

app = typer.Typer(
    no_args_is_help=True,
    help="Translations by people, which always win.\n\nExample: tolmach corrections import ours.tmx",
)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A .tmx, .tsv or .xlsx file.")]


@app.command("import")
def import_(
    file: FileArgument,
    output: OutputOption = Path("output"),
    replace: Annotated[
        bool, typer.Option("--replace", help="Let corrections in FILE take the place of stored ones that differ.")
    ] = False,
    lang: Annotated[str, typer.Option("--lang", help="Language of the sources where FILE does not tell.")] = "ru",
    json_: JsonOption = False,
) -> None:
    """Add the corrections in a file to those of the output folder; the next run shows them.

    Example: tolmach corrections import ours.tmx
    """
    from flows.corrections import add
    from flows.corrections.files import read_corrections

    with clear_errors():
        content = read_corrections(file, lang)
        folder = Output(output)
        folder.prepare()
        with folder.locked():
            added = add(folder.corrections_path, content.corrections, replace_old=replace)
    if json_:
        left_out = {"by_model": content.by_model, "incomplete": content.skipped}
        print_json({**asdict(added), "left_out": left_out, "path": str(folder.corrections_path)})
        return
    typer.echo(f"{added.new} new, {added.replaced} replaced, {added.same} known already, in {folder.corrections_path}")
    if content.by_model:
        typer.echo(
            f"{content.by_model} left out: their status tells that a model made them; empty it where they are corrected"
        )
    if content.skipped:
        typer.echo(f"{content.skipped} left out: without a source text or without English")


@app.command()
def export(
    file: FileArgument,
    output: OutputOption = Path("output"),
    memory: Annotated[
        bool, typer.Option("--memory", help="Every translation in the published tables, not only corrections.")
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Write the corrections of the output folder to a file, for translation programs and spreadsheets.

    Example: tolmach corrections export all.tmx --memory
    """
    from flows.corrections import load
    from flows.corrections.files import write_corrections

    with clear_errors():
        folder = Output(output)
        snapshot = published(folder) if memory else folder.current()  # of a store, brings its corrections as well
        stored = load(folder.corrections_path)
        if not stored and not memory:
            fail(f"no corrections in {output}: `tolmach corrections import FILE -o {output}` first", EXIT_USAGE)
        n = write_corrections(file, _rows(stored, snapshot if memory else None))
    if json_:
        print_json({"written": n, "path": str(file)})
    else:
        typer.echo(f"{n} written to {file}")


def _rows(stored: "list[Correction]", snapshot: Snapshot | None) -> "Iterator[tuple[Correction, str]]":
    """The corrections, then what the tables hold besides, each source text once."""
    import polars as pl

    from flows.corrections import Correction

    for one in stored:
        yield one, HUMAN
    if snapshot is None:
        return
    seen = {one.key for one in stored}
    translations = pl.scan_parquet([str(path) for path in snapshot.parts("translations")])
    spans = pl.scan_parquet([str(path) for path in snapshot.parts("spans")]).select("span_id", "text")
    rows = (
        translations.filter(~pl.col("status").is_in([FAILED, ROMANIZED]))
        .select("span_id", "source_lang", "text_en", "status")
        .join(spans, on="span_id")
        .unique(["source_lang", "text"], keep="first")
        .sort("source_lang", "text")
        .collect()
    )
    for row in rows.iter_rows(named=True):
        one = Correction(row["text"], row["text_en"], row["source_lang"])
        if one.key not in seen and one.source and one.english:
            seen.add(one.key)
            yield one, row["status"]
