"""The recipes of docs/outputs.md, run as they stand there, where their tool is installed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from small_snapshot import publish_small

PAGE = (Path(__file__).parents[2] / "docs" / "outputs.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^### (\w+)\n.*?```(?:sql|python)\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL))
SAID = {"Yelena Kuzmina was appointed director of Kola Port.", "Elena Kuzmina met Igor Lazarev in Murmansk."}
NEEDS = {"Polars": "polars", "pandas": "pandas", "SQLite": "pandas", "Spark": "pyspark", "ClickHouse": "chdb",
         "PostgreSQL": "adbc_driver_postgresql"}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    publish_small(tmp_path / "output")
    return tmp_path


def asked(recipe):
    assert RECIPES[recipe].count("'Dmitry Rogozin'") + RECIPES[recipe].count('"Dmitry Rogozin"') == 1
    return RECIPES[recipe].replace("Dmitry Rogozin", "Elena Kuzmina")


def test_every_recipe_is_tried():
    assert set(RECIPES) == {*NEEDS, "DuckDB"}


def test_duckdb(folder):
    with duckdb.connect() as connection:
        connection.execute((folder / "output" / "latest" / "views.sql").read_text(encoding="utf-8"))
        found = connection.execute(asked("DuckDB")).fetchall()
    assert {sentence for _, sentence, _ in found} == SAID
    assert found[0][2] == "https://port.example/news/1"


@pytest.mark.parametrize("recipe", sorted(NEEDS))
def test_a_recipe_in_python(recipe, folder):
    pytest.importorskip(NEEDS[recipe])
    if recipe == "PostgreSQL" and "POSTGRES_URI" not in os.environ:
        pytest.skip("POSTGRES_URI names no server")
    done = subprocess.run(
        [sys.executable, "-c", asked(recipe)], cwd=folder, capture_output=True, text=True, check=False, timeout=200
    )
    assert done.returncode == 0, done.stderr
    assert {line for line in done.stdout.splitlines() if line.strip()} == SAID
