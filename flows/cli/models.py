"""`tolmach models`: list, install, download and verify Argos packages."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.table import Column, Table

from flows.cli.errors import clear_errors

app = typer.Typer(no_args_is_help=True, help="Argos translation packages.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print results as JSON.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a package of the same name and version.")]
SHOWN_DIGITS = 12


@app.command("list")
def list_(json_: JsonOption = False) -> None:
    """List the packages, installed and embedded; * marks the one used for its pair unless --model says otherwise."""
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
        print(json.dumps({"packages": rows, "problems": problems}, ensure_ascii=False, indent=2))
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
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An .argosmodel file.")], force: ForceOption = False
) -> None:
    """Install a package from a file into your Argos folder, after checking it."""
    with clear_errors():
        _install(path, force=force)


@app.command()
def download(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="Language codes, e.g. ru-en.")], force: ForceOption = False
) -> None:
    """Download the newest package of a language pair from Argos' index and install it. Needs the network."""
    from flows.cli import model_index
    from translate.engine.argos import ModelError
    from translate.packages.argos_settings import index_address

    with clear_errors():
        source, _, target = pair.replace("_", "-").partition("-")
        if not (source.isalpha() and target.isalpha()):
            raise ModelError(f"{pair!r} is not a language pair: write it like ru-en")
        entries = model_index.fetch_index(index_address())
        entry = model_index.newest(entries, source.lower(), target.lower())
        with tempfile.TemporaryDirectory(prefix="tolmach-") as folder, _progress(entry.name) as progress:
            path = model_index.download(entry, Path(folder), progress)
            _install(path, force=force)


@app.command()
def verify(json_: JsonOption = False) -> None:
    """Compare every package with its recorded checksums and load it; exit 1 when something is wrong."""
    from translate.engine.argos import ModelError
    from translate.engine.models import load_model
    from translate.packages import find as packages
    from translate.packages.checksums import CHECKSUMS

    found, problems = packages.find_packages()
    rows = []
    for package in found:
        row = _described(package)
        if row["problem"] is None:
            try:
                load_model(packages.prepare(package)[0])
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
        print(json.dumps({"ok": not problems, "packages": rows, "problems": problems}, ensure_ascii=False, indent=2))
        return
    for row in rows:
        if row["ok"]:
            note = "checksums match" if row["recorded"] else "no checksums recorded"
            label = f"{row['name']} {row['version']} ({row['origin']})"
            print(f"ok    {label}: {row['sha256'][:SHOWN_DIGITS]}, {note}, loads")
    for problem in problems:
        print(f"FAIL  {problem}")


def _install(path: Path, *, force: bool) -> None:
    from translate.engine import install as installing
    from translate.packages import archive as archives
    from translate.packages import find as packages

    digest = archives.sha256_file(path)
    package = installing.install(path, force=force)
    typer.echo(f"sha256 {digest}  {path.name}")
    typer.echo(f"installed {package.name} {package.version} ({package.source} to {package.target}) in {package.path}")
    used = packages.choose(package.source, package.target)
    if used.path != package.path:
        typer.echo(f"{used.name} {used.version} is newer and stays in use; take this one with --model {package.path}")


def _described(package: Any) -> dict[str, Any]:
    """What `list` and `verify` tell about a package; `problem` is None when its files are as they should be."""
    from translate.engine.argos import ModelError
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
