"""The documentation holds: its commands are parsed, the cheap ones run; its links lead somewhere; no page is forgotten."""

import functools
import json
import re
import shutil
from pathlib import Path

import pytest
import typer
from doc_commands import PAGES, ROOT, commands, in_line, problem
from typer.testing import CliRunner

from flows.cli import doctor
from flows.cli.app import app
from flows.config import DEFAULTS
from flows.run.direct import run_direct

COMMANDS = commands()

NOT_RUN = {
    ("models", "download"): "needs the network",
    ("models", "convert"): "needs the network",
    ("models", "install"): "needs a model that is not here; test_models installs others",
    ("serve-api",): "runs until stopped; test_serve",
    ("run", "examples"): "takes as long as the rest together; the tutorials run smaller ones",
}
"""What stands in a block and is parsed only."""


def runs(command):
    """Whether a command is run here: one to be copied as it stands, and with no store elsewhere; those of tutorials run in test_tutorials."""
    whole = command.whole and not command.page.startswith("docs/tutorials/")
    stand_in = any("…" in w or "://" in w or (w.isalpha() and w.isupper()) for w in command.arguments)
    return whole and not stand_in and not any(command.arguments[: len(start)] == start for start in NOT_RUN)


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_is_one_that_there_is(command):
    arguments = tuple(word for word in command.arguments if word not in ("…", "..."))
    assert problem(arguments, whole=command.whole) is None


def helps(command, name="tolmach"):
    yield name, command.help or ""
    for child, below in getattr(command, "commands", {}).items():
        yield from helps(below, f"{name} {child}")


@pytest.mark.parametrize(("name", "text"), helps(typer.main.get_command(app)))
def test_every_help_has_an_example(name, text):
    example = re.search(r"^Example: (.+)$", text, re.MULTILINE)
    assert example, f"{name} --help shows no example"
    found = list(in_line(example[1])) or [
        tuple(inner.split()[1:]) for inner in re.findall(r"\$\((tolmach [^)]+)\)", example[1])
    ]
    assert found, f"{name}: the example is not about tolmach"
    for arguments in found:
        assert ("tolmach", *arguments)[: len(name.split())] == tuple(name.split())
        assert problem(arguments, whole=True) is None


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("tolmach run", "MissingParameter"),
        ("tolmach walk", "no command 'walk'"),
        ("tolmach run x --sideways", "NoSuchOption"),
        ("tolmach snapshots burn", "no command 'burn'"),
        ("tolmach review import a b", "UsageError"),
    ],
)
def test_a_wrong_command_would_be_noticed(line, wrong):
    (arguments,) = in_line(line)
    assert problem(arguments, whole=True).startswith(wrong)


@functools.cache
def listed():
    return [c for c in COMMANDS if runs(c)]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A folder in which the commands of the pages find what they name."""
    folder = tmp_path_factory.mktemp("docs") / "f"
    (folder / "notes").mkdir(parents=True)
    (folder / "inbox").mkdir()
    (folder / "page.html").write_text("<p>Войти</p><p>Экипаж вернулся на Землю.</p>", encoding="utf-8")
    (folder / "notes" / "a.md").write_text("Юрий Борисов приехал в Казань.", encoding="utf-8")
    (folder / "inbox" / "a.txt").write_text("Юрий Борисов уехал из Казани.", encoding="utf-8")
    (folder / "feed.jsonl").write_text('{"id": "1", "text": "Порт открыт."}\n', encoding="utf-8")
    corrections = "source\tenglish\nПорт открыт.\tThe port is open.\n"
    (folder / "ours.tsv").write_text(corrections, encoding="utf-8")
    (folder / "ours.csv").write_text("name\nBorisov Yuri\n", encoding="utf-8")
    (folder / "review.json").write_text('{"tolmach_review": 1, "translations": [], "names": []}', encoding="utf-8")
    target = {"id": "t1", "schema": "Person", "properties": {"name": ["Yury Borisov"]}}
    (folder / "targets.nested.json").write_text(json.dumps(target) + "\n", encoding="utf-8")
    (folder / "news.toml").write_text("beam = 1\n", encoding="utf-8")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for sources in (["page.html", "notes"], ["page.html", "notes", "inbox"]):
        run_direct([str(folder / s) for s in sources], str(folder / "output"), DEFAULTS)
    return folder


@pytest.fixture
def folder(published, tmp_path, monkeypatch) -> Path:
    copy = tmp_path / "f"
    shutil.copytree(published, copy, symlinks=True)
    monkeypatch.chdir(copy)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setattr(doctor, "_scheduler", lambda: "looked at elsewhere")  # a process of its own: test_doctor
    made = CliRunner().invoke(app, ["corrections", "import", "ours.tsv"])
    assert made.exit_code == 0, made.output
    CliRunner().invoke(app, ["corrections", "export", "ours.tmx"])
    shutil.rmtree(copy / "output" / "corrections.tsv", ignore_errors=True)
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("command", listed(), ids=str)
def test_a_command_to_be_copied_does_what_it_says(folder, command):
    arguments = list(command.arguments)
    if arguments[0] == "run":
        arguments.append("--direct")  # the same steps; with Prefect in test_pipeline
    done = CliRunner().invoke(app, arguments, input="q")
    assert done.exit_code == 0, done.output + str(done.exception)


def test_commands_are_found():
    assert len(COMMANDS) > 60
    assert len(listed()) > 15
    assert {start for start in NOT_RUN if any(c.whole and c.arguments[: len(start)] == start for c in COMMANDS)} == set(
        NOT_RUN
    )


def slug(heading):
    return re.sub(r"[^\w\- ]", "", re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()).replace(
        " ", "-"
    )


LINKED = [*PAGES, ROOT / "docs" / "commands.md", ROOT / "LICENSES.md"]


@pytest.mark.parametrize("page", LINKED, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), f"{page.name}: {target} is not there"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", to.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {slug(h) for h in headings}, f"{page.name}: {target} has no such heading"


def test_no_page_is_forgotten():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([^)#]+)\)", index))
    pages = {str(p.relative_to(ROOT / "docs")) for p in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert pages <= named
    pictures = set((ROOT / "docs").rglob("*.png"))
    shown = {
        (page.parent / t).resolve()
        for page in PAGES
        for t in re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8"))
    }
    assert pictures == shown
