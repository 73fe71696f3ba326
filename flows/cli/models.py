"""`tolmach models`: list, install, download, convert and verify translation models."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Column, Table

from flows.cli.errors import EXIT_USAGE, clear_errors, fail
from flows.cli.results import JsonOption, print_json

app = typer.Typer(
    no_args_is_help=True,
    help="Translation models: Argos packages, CTranslate2 folders (OPUS-MT, NLLB …), Firefox.\n\nExample: tolmach models list",
)

PairOption = Annotated[
    str | None, typer.Option("--pair", help="Languages, e.g. ru-en, where nothing in the model tells.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a package of the same name and version.")]
SHOWN_DIGITS = 12


@app.command("list")
def list_(json_: JsonOption = False) -> None:
    """List the packages, installed and embedded; * marks the one used for its pair unless --model says otherwise.

    Example: tolmach models list
    """
    from translate.packages import find as packages

    found, problems = packages.find_packages()
    rows = []
    seen: set[tuple[str, str]] = set()
    for package in found:
        pair = (package.source, package.target)
        rows.append({**_described(package), "used": pair not in seen})
        seen.add(pair)
    with clear_errors():
        _show_list(rows, problems, machine=json_)


def _show_list(rows: list[dict[str, Any]], problems: list[str], *, machine: bool) -> None:
    if machine:
        print_json({"packages": rows, "problems": problems})
        return
    table = Table("", "pair", "name", "version", "sha256", "size", Column("where", overflow="fold"), box=None)
    for row in rows:
        digest = row["sha256"][:SHOWN_DIGITS] if row["sha256"] else f"[red]{row['problem']}[/red]"
        where = f"{row['origin']}: {row['path']}"
        size = f"{row['bytes'] / 1e6:,.0f} MB"
        table.add_row("*" if row["used"] else "", row["pair"], row["name"], row["version"], digest, size, where)
    Console(highlight=False).print(table)
    for problem in problems:
        typer.echo(f"tolmach: {problem}", err=True)


@app.command()
def install(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="An .argosmodel file, or a model folder (also zipped) of a known layout."),
    ],
    force: ForceOption = False,
    pair: PairOption = None,
    json_: JsonOption = False,
) -> None:
    """Install a model, after checking and loading it.

    Example: tolmach models install opus-mt-ru-en/
    """
    with clear_errors():
        _install(path, force=force, pair=_pair(pair) if pair else None, machine=json_)


@app.command()
def download(
    pair: Annotated[
        str, typer.Argument(metavar="PAIR", help="Language codes, e.g. ru-en; firefox:ru-en for Firefox's model.")
    ],
    force: ForceOption = False,
    json_: JsonOption = False,
) -> None:
    """Download the newest model of a language pair from Argos' index, or Firefox's, and install it. Needs the network.

    Example: tolmach models download ru-en
    """
    from flows.cli import firefox_models, model_index
    from translate.engine.firefox import LICENCE
    from translate.packages.argos_settings import index_address

    with clear_errors():
        kind, _, codes = pair.rpartition(":")
        source, target = _pair(codes)
        if kind == "firefox":
            typer.echo(LICENCE, err=json_)
            with tempfile.TemporaryDirectory(prefix="tolmach-") as folder, _progress(pair) as progress:
                _install(firefox_models.download(source, target, Path(folder), progress), force=force, machine=json_)
            return
        if kind:
            fail(f"{kind!r} is no source of models: write firefox:{codes}, or {codes} for Argos' index", EXIT_USAGE)
        entries = model_index.fetch_index(index_address())
        entry = model_index.newest(entries, source, target)
        with tempfile.TemporaryDirectory(prefix="tolmach-") as folder, _progress(entry.name) as progress:
            path = model_index.download(entry, Path(folder), progress)
            _install(path, force=force, machine=json_)


@app.command()
def convert(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Folder or name of a Hugging Face translation model.")],
    pair: PairOption = None,
    quantization: Annotated[
        str, typer.Option("--quantization", help="Arithmetic of the weights, as CTranslate2 names it.")
    ] = "int8",
    force: ForceOption = False,
    json_: JsonOption = False,
) -> None:
    """Turn a Hugging Face model (OPUS-MT, NLLB, M2M-100 …) into a CTranslate2 model and install it. Needs transformers.

    Example: tolmach models convert Helsinki-NLP/opus-mt-ru-en
    """
    from flows.cli.model_conversion import convert_model

    with clear_errors(), tempfile.TemporaryDirectory(prefix="tolmach-") as folder:
        languages = _pair(pair) if pair else None
        _install(convert_model(model, Path(folder), quantization), force=force, pair=languages, machine=json_)


@app.command()
def verify(json_: JsonOption = False) -> None:
    """Compare every package with its recorded checksums and load it; exit 1 when something is wrong.

    Example: tolmach models verify
    """
    from translate.engine.install import check_loads
    from translate.errors import ModelError
    from translate.packages import find as packages
    from translate.packages.checksums import CHECKSUMS

    found, problems = packages.find_packages()
    rows = []
    for package in found:
        row = _described(package)
        if row["problem"] is None:
            try:
                check_loads(packages.prepare(package)[0])
            except ModelError as error:
                row["problem"] = str(error)
        recorded = package.zipped or (package.path / CHECKSUMS).is_file()
        rows.append({**row, "ok": row["problem"] is None, "recorded": recorded})
    problems += [row["problem"] for row in rows if row["problem"]]
    with clear_errors():
        _show_verified(rows, problems, machine=json_)
    raise typer.Exit(1 if problems else 0)


def _show_verified(rows: list[dict[str, Any]], problems: list[str], *, machine: bool) -> None:
    if machine:
        print_json({"ok": not problems, "packages": rows, "problems": problems})
        return
    for row in rows:
        if row["ok"]:
            note = "checksums match" if row["recorded"] else "no checksums recorded"
            label = f"{row['name']} {row['version']} ({row['origin']})"
            print(f"ok    {label}: {row['sha256'][:SHOWN_DIGITS]}, {note}, loads")
    for problem in problems:
        print(f"FAIL  {problem}")


def _pair(codes: str) -> tuple[str, str]:
    from translate.errors import ModelError

    source, _, target = codes.replace("_", "-").partition("-")
    if not (source.isalpha() and target.isalpha()):
        raise ModelError(f"{codes!r} is not a language pair: write it like ru-en")
    return source.lower(), target.lower()


def _install(path: Path, *, force: bool, machine: bool, pair: tuple[str, str] | None = None) -> None:
    from translate.engine import install as installing
    from translate.packages import archive as archives
    from translate.packages import find as packages

    digest = archives.sha256_file(path) if path.is_file() else None
    package = installing.install(path, force=force, pair=pair)
    digest = digest or packages.prepare(package)[1]
    used = packages.choose(package.source, package.target)
    if machine:
        print_json(
            {
                "name": package.name,
                "version": package.version,
                "pair": f"{package.source}-{package.target}",
                "path": str(package.path),
                "sha256": digest,
                "used": used.path == package.path,
            }
        )
        return
    typer.echo(f"sha256 {digest}  {path.name}")
    typer.echo(f"installed {package.name} {package.version} ({package.source} to {package.target}) in {package.path}")
    if used.path != package.path:
        typer.echo(
            f"{used.name} {used.version} stays in use, being better or newer; take this one with --model {package.name}"
        )


def _described(package: Any) -> dict[str, Any]:
    """What `list` and `verify` tell about a package; `problem` is None when its files are as they should be."""
    from translate.errors import ModelError
    from translate.packages import archive as archives
    from translate.packages import find as packages

    digest, problem = None, None
    try:
        digest = packages.prepare(package)[1]
        size = archives.unpacked_size(package.path) if package.zipped else _size(package.path)
    except ModelError as error:
        problem, size = str(error), _size(package.path)
    return {
        "pair": f"{package.source}-{package.target}",
        "name": package.name,
        "version": package.version,
        "sha256": digest,
        "bytes": size,
        "origin": package.origin,
        "path": str(package.path),
        "problem": problem,
    }


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files)


@contextmanager
def _progress(name: str) -> Iterator[Any]:
    console = Console(stderr=True)
    columns = (TextColumn(name), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
