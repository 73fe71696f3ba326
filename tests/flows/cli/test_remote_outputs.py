"""Commands on an output in an object store: they read what is published there; a run goes there and on from there."""

import json
import uuid

import fsspec
import polars as pl
import pytest
from small_snapshot import publish_small
from typer.testing import CliRunner

from flows.cli.app import app
from flows.tables.snapshots import Output

FIRST, SECOND = "20260301T120000Z-00000abc", "20260302T120000Z-00000abc"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    def be(name):
        monkeypatch.setenv("TOLMACH_WORK_DIR", str(tmp_path / name))

    be("here")
    return be


@pytest.fixture
def address(machine):
    name = uuid.uuid4().hex
    yield f"memory://{name}"
    fs = fsspec.filesystem("memory")
    if fs.exists(f"/{name}"):
        fs.rm(f"/{name}", recursive=True)


def call(*arguments, code=0):
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    assert done.exit_code == code, done.output
    return done


def test_readers_read_from_the_store(address, machine, tmp_path):
    publish_small(address, FIRST)
    publish_small(address, SECOND)
    machine("there")
    (tmp_path / "list.csv").write_text("name\nIgor Lazarev\n")
    found = json.loads(call("screen", "--list", tmp_path / "list.csv", "-o", address, "--json").stdout)
    assert {row["name"] for row in found} == {"Igor Lazarev", "Lazarev"}
    fs = fsspec.filesystem("memory")
    (part,) = fs.find(f"/{address.rpartition('/')[2]}/snapshots/{SECOND}/matches")
    with fs.open(part) as stream:
        assert pl.read_parquet(stream).height == 2
    assert "Murmansk" in call("export", "csv", "-o", address, "--query", "SELECT name FROM entities").stdout
    assert call("report", "-o", address).stdout.strip().endswith("report.html")
    listed = json.loads(call("snapshots", "list", "-o", address, "--json").stdout)
    assert [(row["run_id"], row["documents"], row["damage"]) for row in listed] == [(FIRST, 3, None), (SECOND, 3, None)]
    assert "whole" in call("snapshots", "verify", FIRST, "-o", address).stdout
    assert f"{address}/latest shows {FIRST}" in call("snapshots", "use", FIRST, "-o", address).stdout
    machine("elsewhere")
    assert Output(address).current().run_id == FIRST


@pytest.mark.parametrize(
    "command", [("report",), ("export", "csv"), ("snapshots", "list"), ("screen", "--list", "x.csv")]
)
def test_nothing_published_there_is_said_of_the_address(address, command):
    said = " ".join(call(*command, "-o", address, code=2).stderr.split())
    assert f"in {address}" in said
    assert "outputs/" not in said, "the working folder is nobody's business"


@pytest.mark.parametrize("command", [("run", "x.txt", "--direct"), ("run", "x.txt"), ("export", "csv")])
def test_a_scheme_that_cannot_be_written_is_refused_before_any_work(command):
    done = call(*command, "-o", "https://me:secret123@x.example/out", code=2)
    assert "https://x.example/out cannot be an output: a web server takes no tables" in " ".join(done.stderr.split())
    assert "secret123" not in done.output


def test_what_a_run_says_last_bears_no_secret(address):
    secret = address.replace("://", "://me:secret123@")
    done = call("run", *(f"absent{n}.txt" for n in range(12)), "--direct", "-o", secret, code=3)
    assert f"2 more: tolmach rejects -o {address}\n" in done.stderr
    assert f"their reasons: tolmach rejects -o {address}\n" in done.stdout
    assert "secret123" not in done.output


def test_corrections_are_those_of_the_store(address, machine, tmp_path):
    publish_small(address, FIRST)
    (tmp_path / "ours.tsv").write_text("Кот спит.\tThe cat sleeps.\n", encoding="utf-8")
    call("corrections", "import", tmp_path / "ours.tsv", "-o", address)
    machine("there")
    assert call("corrections", "export", tmp_path / "c.tsv", "-o", address).stdout.startswith("1 written")


def test_ways_on_name_the_address(address, tmp_path):
    publish_small(address, FIRST)
    done = call("review", "export", tmp_path / "r.xlsx", "-o", address)
    assert done.stdout.endswith(f"tolmach review import {tmp_path / 'r.xlsx'} -o {address}\n")


@pytest.mark.slow
def test_a_run_goes_to_the_store_and_on_from_there(address, machine, corpus, run):
    summary = run(corpus, output=address)
    assert summary.counts["documents"] == 6
    machine("there")
    again = run(corpus, output=address)
    assert (again.counts["documents"], again.counts["unchanged"], again.published) == (0, 6, False)
    (corpus / "english.txt").write_text("Another text about the harbour in Murmansk.", encoding="utf-8")
    changed = run(corpus, output=address)
    assert changed.counts["documents"] == 1
    machine("here")
    assert Output(address).current().run_id == changed.run_id
    assert Output(address).current().read("documents").height == 6
