"""`--json` on every command: one JSON value on standard output and nothing else there, whatever else is said."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from flows.cli import doctor
from flows.cli.app import app
from flows.config import DEFAULTS
from flows.run.direct import run_direct
from flows.tables.snapshots import Output
from translate.packages import find as packages

pytestmark = pytest.mark.slow
EMBEDDED = next(packages.EMBEDDED.glob("*.argosmodel"))
TSV = "source\tenglish\nВойти\tCome in\n"

CASES: dict[str, Callable[[Path], list[str]]] = {
    "init": lambda f: ["init", f"{f}/new.toml"],
    "config": lambda _: ["config"],
    "run": lambda f: ["run", f"{f}/inbox", "-o", f"{f}/out", "--direct", "--report"],
    "translate": lambda _: ["translate", "Войти"],
    "names": lambda _: ["names", "Москва"],
    "explain": lambda _: ["explain", "Рогозин", "Rogozin"],
    "report": lambda f: ["report", "-o", f"{f}/out"],
    "doctor": lambda f: ["doctor", "-o", f"{f}/out"],
    "models list": lambda _: ["models", "list"],
    "models verify": lambda _: ["models", "verify"],
    "models install": lambda _: ["models", "install", str(EMBEDDED)],
    "rejects": lambda f: ["rejects", "-o", f"{f}/out"],
    "forget": lambda f: ["forget", f"{f}/inbox/0.txt", "--older", "--memory", "--yes", "-o", f"{f}/out"],
    "snapshots list": lambda f: ["snapshots", "list", "-o", f"{f}/out"],
    "snapshots prune": lambda f: ["snapshots", "prune", "-o", f"{f}/out"],
    "snapshots verify": lambda f: ["snapshots", "verify", "-o", f"{f}/out"],
    "snapshots path": lambda f: ["snapshots", "path", "-o", f"{f}/out"],
    "snapshots use": lambda f: ["snapshots", "use", Output(f / "out").snapshots()[0].run_id, "-o", f"{f}/out"],
    "snapshots diff": lambda f: ["snapshots", "diff", "-o", f"{f}/out"],
    "corrections import": lambda f: ["corrections", "import", f"{f}/own.tsv", "-o", f"{f}/out"],
    "corrections export": lambda f: ["corrections", "export", f"{f}/all.tsv", "--memory", "-o", f"{f}/out"],
    "review import": lambda f: ["review", "import", f"{f}/review.json", "--yes", "-o", f"{f}/out"],
    "review export": lambda f: ["review", "export", f"{f}/review.xlsx", "-o", f"{f}/out"],
    "export": lambda f: ["export", "csv", f"{f}/csv", "-o", f"{f}/out"],
    "screen": lambda f: ["screen", "--list", f"{f}/names.csv", "-o", f"{f}/out"],
    "review next": lambda f: ["review", "next", "-o", f"{f}/out"],
}
"""How each command is called; all of them succeed."""

REFUSED: dict[str, list[str]] = {
    "serve": ["serve", "inbox", "--cron", "nonsense"],
    "serve-api": ["serve-api", "--host", "no-such-host"],
    "models download": ["models", "download", "nonsense"],
    "models convert": ["models", "convert", "nonsense", "--pair", "1"],
}
"""Commands that need a server or the network; asked for nonsense they say so on standard error only."""


def commands(group: TyperGroup, path: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Every command below a group with its name."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{path}{name} ")
        else:
            yield path + name, command


EVERY = dict(commands(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("json") / "f"
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for number, text in enumerate(("Дмитрий Рогозин приехал в Казань.", "The launch was delayed.")):
        (inbox / f"{number}.txt").write_text(text, encoding="utf-8")
        run_direct([str(inbox)], str(folder / "out"), DEFAULTS)
    (folder / "names.csv").write_text("name\nDmitry Rogozin\n", encoding="utf-8")
    (folder / "own.tsv").write_text(TSV, encoding="utf-8")
    (folder / "review.json").write_text('{"tolmach_review": 1, "translations": [], "names": []}', encoding="utf-8")
    return Path(shutil.copytree(folder, folder.with_name("kept"), symlinks=True))


@pytest.fixture
def folder(published, tmp_path, monkeypatch) -> Path:
    """As it was published, at the same place: sources have absolute names. A command may change it."""
    place = published.with_name("f")
    shutil.rmtree(place)
    shutil.copytree(published, place, symlinks=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setattr(doctor, "_scheduler", lambda: "looked at elsewhere")  # a process of its own: test_doctor
    return place


def test_every_command_is_called_here():
    assert EVERY.keys() == CASES.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", EVERY)
def test_every_command_has_the_option(name):
    assert any("--json" in parameter.opts for parameter in EVERY[name].params), f"{name} has no --json"


@pytest.mark.parametrize("name", CASES)
def test_standard_output_is_one_json_value(folder, name):
    done = CliRunner().invoke(app, [*CASES[name](folder), "--json"], input="q")
    assert done.exit_code == 0, done.stderr
    json.loads(done.stdout)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_said_on_standard_error_only(folder, name):
    done = CliRunner().invoke(app, [*REFUSED[name], "--json"])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("tolmach: ")
    assert done.stderr.count("\n") == 1
