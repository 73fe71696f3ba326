"""`tolmach screen`: the table beside the snapshot, its other forms, and how it ends."""

import csv
import io
import json

import polars as pl
import pytest
from small_snapshot import publish_small
from typer.testing import CliRunner

from flows.cli.app import app

LIST = "id;name;type;topics\nA1;LAZAREV Igor;person;sanction\nA2;=Kuzmina Elena;person;\nA3;Lazareva Olga;person;\nA4;Росатом;company;\n"


@pytest.fixture
def output(tmp_path):
    publish_small(tmp_path / "out")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "out"


@pytest.fixture
def screen(output, tmp_path):
    def call(*arguments, code=0):
        done = CliRunner().invoke(
            app, ["screen", "--list", str(tmp_path / "list.csv"), "-o", str(output), *map(str, arguments)]
        )
        assert done.exit_code == code, done.output
        return done

    return call


def pairs(rows):
    return {(row["name"], row["list_id"], row["verdict"]) for row in rows}


EXPECTED = {
    ("Elena Kuzmina", "A2", "match"),
    ("Igor Lazarev", "A1", "match"),
    ("Lazarev", "A1", "ambiguous"),
    ("Rosatom", "A4", "match"),
}


def test_the_table_lies_beside_the_snapshot(screen, output):
    said = screen().stdout
    assert "6 entities against 4 entries: 3 matches, 1 ambiguous" in said
    table = pl.read_parquet(output / "latest" / "matches" / "*.parquet")
    assert pairs(table.to_dicts()) == EXPECTED
    assert set(table["list_file"]) == {"list.csv"}
    screen()
    assert len(list((output / "latest" / "matches").iterdir())) == 1, "a second time replaces it"


def test_json_and_csv(screen):
    assert pairs(json.loads(screen("--json").stdout)) == EXPECTED
    rows = list(csv.DictReader(io.StringIO(screen("--csv").stdout)))
    assert pairs(rows) == EXPECTED
    assert {row["list_name"] for row in rows} >= {"'=Kuzmina Elena"}, "no formula for a spreadsheet"


@pytest.mark.parametrize("name", ["m.parquet", "m.csv", "m.json", "m.jsonl"])
def test_written_elsewhere(screen, output, tmp_path, name):
    screen("--to", tmp_path / name)
    assert (tmp_path / name).stat().st_size > 500
    assert not (output / "latest" / "matches").exists()


def test_ruled_out_pairs_on_request(screen, tmp_path):
    (tmp_path / "list.csv").write_text("name,gender\nElena Kuzmina,m\n")
    assert json.loads(screen("--json").stdout) == []
    (row,) = json.loads(screen("--json", "--all").stdout)
    assert (row["verdict"], row["vetoes"]) == (
        "ruled_out",
        "Elena Kuzmina (person-kuzmina) is a woman, Elena Kuzmina (L2) is a man",
    )


def test_what_cannot_be_done_is_one_line(screen, tmp_path):
    assert "m.txt must end with one of" in screen("--to", tmp_path / "m.txt", code=2).stderr
    (tmp_path / "list.csv").write_text("{")
    bad = screen(code=2).stderr
    assert "list.csv line 1 is not JSON" in " ".join(bad.split())
    done = CliRunner().invoke(app, ["screen", "--list", str(tmp_path / "list.csv"), "-o", str(tmp_path / "nowhere")])
    assert done.exit_code == 2
    assert "nothing published" in done.stderr
