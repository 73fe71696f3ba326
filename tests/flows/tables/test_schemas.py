"""Tables: what is written is what the schema promises, whole or not at all."""

import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.tables import docs as table_docs
from flows.tables import parquet as tables
from flows.tables.parquet import TableError
from flows.tables.schemas import TABLES

ENTITY = {
    "entity_id": "e1",
    "kind": "person",
    "name": "Dmitry Rogozin",
    "name_ru": "Дмитрий Рогозин",
    "given": "Dmitry",
    "patronymic": None,
    "family": "Rogozin",
    "n_mentions": 3,
    "n_documents": 2,
    "n_aliases": 1,
    "first_run_id": "r1",
}


def entities(**changes: object) -> pl.DataFrame:
    return tables.frame("entities", [{**ENTITY, **changes}])


@pytest.mark.parametrize("table", TABLES)
def test_arrow_types_are_plain(table: str) -> None:
    """No string_view or large_list: older pandas, Spark and DuckDB read every column."""
    for field in tables.arrow_schema(table):
        assert "view" not in str(field.type)
        assert "large" not in str(field.type)


@pytest.mark.parametrize("table", TABLES)
def test_empty_part_has_every_column(table: str, tmp_path: Path) -> None:
    tables.write_part(table, tables.frame(table, []), tmp_path / "p.parquet")
    assert pq.read_schema(tmp_path / "p.parquet").names == list(TABLES[table].columns())


@pytest.mark.parametrize("table", TABLES)
def test_every_database_can_load_every_column(table: str) -> None:
    """No lists, maps or structs, which PostgreSQL, SQLite and CSV lack, and no reserved words of SQL as names."""
    for field in tables.arrow_schema(table):
        assert not pa.types.is_nested(field.type), field.name
        assert field.name not in {"start", "end", "order", "user", "group", "table"}


def test_a_part_explains_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    tables.write_part("entities", entities(), path, "sig")
    assert pq.read_schema(path).field("name").metadata[b"description"] == b"Canonical English name."
    assert tables.read([path], table="entities").equals(entities())
    assert tables.signature_of(path) == "sig"


def test_pandas_reads_a_part(tmp_path: Path) -> None:
    import pandas as pd

    tables.write_part("entities", entities(), tmp_path / "p.parquet")
    assert pd.read_parquet(tmp_path / "p.parquet").loc[0, "name_ru"] == "Дмитрий Рогозин"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "ship"}, "kind"),  # not in the closed set
        ({"name": None}, "name"),  # null in a required column
        ({"n_mentions": -1}, "n_mentions"),  # below zero
    ],
)
def test_bad_row_is_refused_and_nothing_written(change: dict[str, object], rule: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=rule):
        tables.write_part("entities", entities(**change), tmp_path / "p.parquet")
    assert list(tmp_path.iterdir()) == []


def test_duplicate_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="primary_key"):
        tables.write_part("entities", pl.concat([entities(), entities()]), tmp_path / "p.parquet")


def test_span_must_have_a_character() -> None:
    span = {
        "span_id": "s",
        "document_id": "d",
        "ordinal": 0,
        "block": 0,
        "start_char": 5,
        "end_char": 5,
        "text": "",
        "script": "Latn",
    }
    row = {**span, "lang": "en", "lang_confidence": 1.0, "lang_rule": "x"}
    with pytest.raises(TableError, match="start_before_end"):
        tables.check("spans", tables.frame("spans", [row]))


def test_full_disk_leaves_no_partial_file(tmp_path: Path) -> None:
    """A file-size limit of the process stands in for a full disk: the write fails halfway."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path; from flows.tables import parquet as tables\n"
        "rows = [{'source_uri': str(i) * 50, 'stage': 'read', 'error': 'e', 'detail': str(i), 'run_id': 'r'} for i in range(50000)]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "try: tables.write_part('rejects', tables.frame('rejects', rows), Path(sys.argv[1]) / 'p.parquet')\n"
        "except OSError: print('refused')\n"
    )
    assert resource.RLIMIT_FSIZE
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "refused", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_timestamps_are_utc(tmp_path: Path) -> None:
    row = {
        "run_id": "r",
        "parent_run_id": None,
        "started_at": datetime(2026, 1, 2, tzinfo=UTC),
        "finished_at": datetime(2026, 1, 2, tzinfo=UTC),
        "status": "done",
        **dict.fromkeys(("config", "versions", "counts", "stage_seconds"), "{}"),
        "signature": "s",
    }
    tables.write_part("runs", tables.frame("runs", [row]), tmp_path / "p.parquet")
    assert str(pq.read_schema(tmp_path / "p.parquet").field("started_at").type) == "timestamp[us, tz=UTC]"


def test_documentation_equals_code() -> None:
    page = Path(__file__).parents[3] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == table_docs.render(), "run: python -m flows.table_docs > docs/tables.md"
