"""The command as a user calls it: exit codes, one-line errors, JSON for machines; every option documented."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from flow_corpus import command

from flows.cli import docs as command_docs
from flows.cli import settings
from flows.cli.app import app
from flows.tables import docs as table_docs
from flows.tables.snapshots import Snapshot

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("page", "render"),
    [("commands.md", command_docs.render), ("tables.md", table_docs.render), ("settings.md", settings.document)],
)
def test_pages_are_equal_to_the_code(page, render):
    module = {"commands.md": "flows.cli.docs", "tables.md": "flows.tables.docs", "settings.md": "flows.cli.settings"}[
        page
    ]
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == render(), f"python -m {module} > docs/{page}"


def commands(command, name):
    for child_name, child in getattr(command, "commands", {}).items():
        yield from commands(child, f"{name} {child_name}")
    if not hasattr(command, "commands"):
        yield name, command


def test_every_option_says_what_it_does():
    every = dict(commands(typer.main.get_command(app), "tolmach"))
    assert "tolmach models install" in every
    for name, documented in every.items():
        assert documented.help, name
        for option in documented.params:
            assert getattr(option, "help", None) or option.metavar, f"{name} {option.name}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "Missing argument 'SOURCE...'"),
        (["run", "x", "--beam", "0"], "command line: beam = 0 must be a whole number from 1 to 64"),
        (["run", "x", "--wait", "nan"], "--wait nan must be a number of seconds, or -1"),
        (["run", "x", "--wait", "-2"], "--wait -2 must be a number of seconds, or -1"),
        (["run", "x", "-o", ""], "the output folder's name is empty"),
        (["snapshots", "list", "-o", ""], "the output folder's name is empty"),
        (["run", "x", "--model", ""], "command line: model is empty"),
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
    assert message in " ".join(done.stderr.replace("│", "").split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "absent").exists()


@pytest.mark.slow
def test_done_with_rejects_ends_with_1(corpus, tolmach, tmp_path):
    done = tolmach("run", corpus, "absent.txt", "-o", "out", "--direct")
    assert done.returncode == 1
    assert "tables  out/latest/<table>/*.parquet" in done.stdout
    assert "rejected: not_found" in done.stdout
    assert "rejects and their reasons: tolmach rejects -o out" in done.stdout


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
    assert f"<title>tolmach {answer['run_id']}</title>" in page


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
    assert f"removed {first.run_id}" in tolmach("snapshots", "prune", "--keep", "1", "--now", "-o", "out").stdout


def shell(tmp_path, redirection, *arguments, **environment):
    """Call the command with a redirection that only a shell can make."""
    line = f"{shlex.join(os.fsdecode(a) for a in command(*arguments))} {redirection}"
    env = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")} | environment
    return subprocess.run(["sh", "-c", line], cwd=tmp_path, env=env, capture_output=True, check=False, timeout=240)


@pytest.mark.parametrize("name", ["translate", "names"])
def test_closed_standard_input_is_told(tmp_path, name):
    done = shell(tmp_path, "<&-", name)
    assert done.returncode == 2
    assert done.stderr.startswith(b"tolmach: standard input is closed")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("explain", "a", "b"), ("doctor",), ("models", "list")])
def test_a_full_standard_output_is_told_from_a_full_folder(tmp_path, arguments, unbuffered):
    done = shell(tmp_path, ">/dev/full", *arguments, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert done.stderr.startswith(b"tolmach: cannot write to standard output (No space left on device)")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_what_was_published_is_not_said_to_be_lost(tmp_path):
    (tmp_path / "a.txt").write_text("Раз", encoding="utf-8")
    done = shell(tmp_path, ">/dev/full", "run", "a.txt", "--direct", "--json", "-o", "out")
    assert done.returncode == 2
    assert b"nothing was published" not in done.stderr
    assert (tmp_path / "out" / "latest").exists()


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.slow
def test_names_and_texts_are_utf8_whatever_the_locale(tolmach, tmp_path):
    (tmp_path / "😀.txt").write_text("Ракета стартовала утром.", encoding="utf-8")
    done = tolmach("run", "😀.txt", "--direct", "--json", "-o", "out", **ASCII)
    assert done.returncode == 0, done.stderr
    assert Snapshot(tmp_path / "out" / "latest").read("documents")["source_uri"].to_list() == [f"{tmp_path}/😀.txt"]
    assert "Борисов" in tolmach("names", "Рогозина сменил Юрий Борисов.", **ASCII).stdout
    assert tolmach("explain", "Рогозин", "Рогозина", **ASCII).stdout.startswith("same")
    assert tolmach("translate", "Войти", **ASCII).stdout == "Sign in\n"
    assert "do not set PYTHONUTF8=0" in " ".join(tolmach("report", "-o", "выход", **ASCII).stderr.split())


@pytest.mark.slow
@pytest.mark.parametrize("how", [["--direct"], []])
def test_a_file_whose_name_is_not_utf8(tolmach, tmp_path, how):
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_text("Раз", encoding="utf-8")
    done = tolmach("run", name, "-o", "out", *how)
    assert done.returncode == 0, done.stderr
    assert Snapshot(tmp_path / "out" / "latest").read("documents")["source_uri"].to_list() == [f"{tmp_path}/\\xff.txt"]


def test_an_argument_in_another_encoding_is_read(tolmach):
    done = tolmach("explain", os.fsdecode("Рогозин".encode("koi8-r")), "Рогозина")
    assert done.stdout.startswith("same"), done.stderr


@pytest.mark.slow
def test_lone_surrogates_do_not_end_a_run(tolmach, tmp_path):
    (tmp_path / "good.txt").write_text("Раз", encoding="utf-8")
    (tmp_path / "s.jsonl").write_text(r'{"id": "\udfff", "text": "Привет"}' + "\n" + r'{"\udfff": 1}', encoding="utf-8")
    done = tolmach("run", "--direct", "good.txt", "s.jsonl", "-o", "out")
    assert done.returncode == 1, done.stderr
    uris = Snapshot(tmp_path / "out" / "latest").read("documents")["source_uri"].to_list()
    assert sorted(uris) == [f"{tmp_path}/good.txt", f"{tmp_path}/s.jsonl#\\udfff"]


def test_without_a_home_prefect_gets_a_folder_that_goes_away(tmp_path):
    code = "from flows import prefect_settings as quiet; import os; quiet.keep_quiet(); print(os.environ['PREFECT_HOME']); import prefect.main"
    (tmp_path / "file").touch()
    env = {name: value for name, value in os.environ.items() if name != "PREFECT_HOME"}
    env |= {"HOME": str(tmp_path / "file"), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    assert Path(done.stdout.strip()).parent == tmp_path
    assert not Path(done.stdout.strip()).exists()
