"""`tolmach export`: where files go, what standard output takes, how it ends."""

import csv
import io
import json

import pytest
from small_snapshot import publish_small
from typer.testing import CliRunner

from flows.cli.app import app


@pytest.fixture
def export(tmp_path, monkeypatch):
    publish_small(tmp_path / "out")
    monkeypatch.chdir(tmp_path)

    def call(*arguments, code=0):
        done = CliRunner().invoke(app, ["export", *map(str, arguments), "-o", str(tmp_path / "out")])
        assert done.exit_code == code, done.output
        return done

    return call


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("csv", "tables-csv/spans.csv"),
        ("jsonl", "tables-jsonl/spans.jsonl"),
        ("xlsx", "tables.xlsx"),
        ("ftm", "entities.ftm.json"),
    ],
)
def test_each_format_has_its_place(export, tmp_path, kind, path):
    assert path in export(kind).stdout
    assert (tmp_path / path).is_file()
    export(kind, tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere").exists()


def test_what_was_written_as_json(export, tmp_path):
    files = json.loads(export("ftm", "e.json", "--json").stdout)["files"]
    assert files == [{"path": "e.json", "rows": len((tmp_path / "e.json").read_text().splitlines())}]


def test_a_query_goes_to_standard_output(export):
    found = export("csv", "--query", "SELECT name, n_mentions FROM entities WHERE kind = 'place'").stdout
    assert list(csv.DictReader(io.StringIO(found))) == [{"name": "Murmansk", "n_mentions": "2"}]
    found = export("jsonl", "-", "--table", "entity_ids").stdout
    assert json.loads(found)["value"] == "Q1141123"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ftm", "--query", "SELECT 1"),
        ("csv", "--query", "SELECT 1", "--table", "spans"),
        ("csv", "-"),
        ("xlsx", "-", "--table", "spans"),
        ("csv", "--table", "people"),
        ("csv", "-", "--table", "people"),
        ("csv", "--query", "SELECT"),
        ("pdf",),
    ],
)
def test_what_cannot_be_is_refused(export, arguments):
    assert export(*arguments, code=2).stderr


def test_without_duckdb_the_way_out_is_told(export, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert "pip install 'tolmach[sql]'" in " ".join(export("csv", "--query", "SELECT 1", code=2).stderr.split())
    export("csv")
