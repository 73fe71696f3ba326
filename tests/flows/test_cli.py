"""The command as a user calls it: exit codes, one-line errors, JSON for machines; every option documented."""

import json
from pathlib import Path

import pytest

from flows import command_docs, table_docs

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("page", "render"), [("commands.md", command_docs.render), ("tables.md", table_docs.render)])
def test_pages_are_equal_to_the_code(page, render):
    module = {"commands.md": "flows.command_docs", "tables.md": "flows.table_docs"}[page]
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == render(), f"python -m {module} > docs/{page}"


def test_every_option_says_what_it_does():
    for name, command in command_docs.commands(command_docs.typer.main.get_command(command_docs.app), "tolmach"):
        assert command.help, name
        for option in command.params:
            assert getattr(option, "help", None) or option.metavar, f"{name} {option.name}"


def test_help_needs_no_heavy_library(tolmach):
    done = tolmach("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    for heavy in ("prefect", "ctranslate2", "lingua", "langdetect", "slovnet"):
        assert f"| {heavy}\n" not in done.stderr, heavy


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "Missing argument 'SOURCE...'"),
        (["run", "x", "--beam", "0"], "command line: beam = 0 must be at least 1"),
        (["run", "x", "--runner", "spark"], "command line: runner = 'spark' must be one of threads, dask, ray"),
        (["run", "x", "--cluster", "tcp://a:1"], "cluster = 'tcp://a:1' needs runner = 'dask' or 'ray'"),
        (["run", "x", "--direct", "--runner", "dask"], "--direct is without Prefect"),
        (["run", "x", "--config", "absent.toml"], "absent.toml: cannot read the configuration"),
        (["run", "x", "--model", "absent"], "absent"),
        (["explain", "a", "b", "--kind", "ship"], "--kind 'ship' must be one of person, organisation, place"),
        (["report", "-o", "absent"], "nothing published in absent: run `tolmach run SOURCE... -o absent` first"),
        (["snapshots", "list", "-o", "absent"], "no snapshots in absent: run `tolmach run SOURCE... -o absent` first"),
        (["snapshots", "prune", "-o", "absent"], "no snapshots in absent"),
        (["snapshots", "diff", "-o", "absent"], "no snapshots in absent"),
        (["snapshots", "prune", "-o", "file"], "no snapshots in file"),
        (["serve", "x", "--cron", "* * * * *"], "serve needs a Prefect server"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(tolmach, tmp_path, arguments, message):
    (tmp_path / "file").touch()
    done = tolmach(*arguments)
    assert done.returncode == 2, done.stderr
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "absent").exists()


@pytest.mark.slow
def test_done_with_rejects_ends_with_1(corpus, tolmach, tmp_path):
    done = tolmach("run", corpus, "absent.txt", "-o", "out", "--direct")
    assert done.returncode == 1
    assert "tables  out/latest/<table>/*.parquet" in done.stdout
    assert "rejected: not_found" in done.stdout
    assert "rejects and their reasons: out/latest/rejects/*.parquet" in done.stdout


@pytest.mark.slow
def test_nothing_processed_ends_with_3(tolmach):
    done = tolmach("run", "absent.txt", "-o", "out", "--direct")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_standard_input_and_json(tolmach, tmp_path):
    done = tolmach("run", "-", "-o", "out", "--direct", "--json", "--report", stdin="Ракета стартовала утром.")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["counts"]["spans"]) == ("done", 1)
    page = (tmp_path / answer["report"]).read_text(encoding="utf-8")
    assert "Ракета стартовала утром." in page


@pytest.mark.slow
def test_translate(tolmach):
    done = tolmach("translate", "Press here: Войти\nЭкипаж вернулся на Землю.")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == "Press here: Sign in"
    assert "crew" in second.lower()
    answer = json.loads(tolmach("translate", "--json", stdin="Войти".encode("cp1251")).stdout)
    assert answer["text_en"] == "Sign in"
    assert answer["spans"][0]["status"] == "glossary"


@pytest.mark.slow
def test_names(tolmach):
    done = tolmach("names", "Рогозина сменил Юрий Борисов.")
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert ["Рогозин", "Rogozin"] in [row[4:] for row in rows]
    assert json.loads(tolmach("names", "--json", "Nothing here.").stdout) == []


@pytest.mark.slow
def test_explain(tolmach):
    done = tolmach("explain", "Рогозина Дмитрия Олеговича", "D. Rogosin")
    assert done.returncode == 0
    assert done.stdout.startswith("same  score 0.")
    answer = json.loads(tolmach("explain", "Dmitry Rogozin", "Alexei Rogozin", "--json").stdout)
    assert answer["same"] is False
    assert "Dmitry" in answer["vetoes"][0]


@pytest.mark.slow
def test_doctor_finds_everything_in_place(tolmach):
    done = tolmach("doctor", "-o", "out", "--json")
    findings = json.loads(done.stdout)
    assert done.returncode == 0, [f for f in findings if not f["ok"]]
    assert {"model ru-en", "language detection", "name finding", "output"} <= {f["check"] for f in findings}


@pytest.mark.slow
def test_snapshots(corpus, tolmach, run, tmp_path):
    first = run(corpus / "page.txt")
    alone = tolmach("snapshots", "diff", "-o", "out")
    assert (alone.returncode, alone.stderr) == (2, "tolmach: out has one snapshot: nothing to compare\n")
    second = run(corpus)
    listed = tolmach("snapshots", "list", "-o", "out").stdout
    assert first.run_id in listed
    assert f"*  {second.run_id}" in listed
    diff = tolmach("snapshots", "diff", "-o", "out")
    assert diff.returncode == 0
    assert ["documents", "5", "0", "0"] in [line.split() for line in diff.stdout.splitlines()]
    assert f"removed {first.run_id}" in tolmach("snapshots", "prune", "--keep", "1", "-o", "out").stdout
